import { refused } from './refused.ts'

export const queueClosed = refused(
  'queue-closed',
  { code: '4001', says: 'No place is free right now', offers: 'Try again' },
  {
    name: 'queue-closed',
    title: 'No place, and no queue',
    detail: 'Every worker is taken and the queue is closed: 4001. Trying again later is all that is offered.',
  },
  { viewersBefore: 1 },
)
