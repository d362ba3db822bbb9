import { refused } from './refused.ts'

export const queueClosed = refused(
  'queue-closed',
  { code: '4001', says: 'No place is free right now', offers: 'Try again' },
  {
    name: 'queue-closed',
    title: 'No place, and no queue',
    detail: 'Every worker is busy and the queue is closed: 4001. The viewer can only try again later.',
  },
  { viewersBefore: 1 },
)
