import { queueOf } from './queue-of.ts'

export const queueOf1 = queueOf(1, {
  name: 'queue-of-1',
  title: 'Next in the queue',
  detail:
    'One viewer is served and nobody else waits. When that one leaves, the picture comes without a press.',
  over: ['standby', 'arcware'],
})
