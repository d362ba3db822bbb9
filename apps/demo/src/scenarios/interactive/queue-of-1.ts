import { queueOf } from './queue-of.ts'

export const queueOf1 = queueOf(1, {
  name: 'queue-of-1',
  title: 'Next in the queue',
  detail:
    'One viewer has the worker, and no other viewer waits. When that viewer leaves, the picture comes without a press.',
  over: ['standby', 'arcware'],
})
