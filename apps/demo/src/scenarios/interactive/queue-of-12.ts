import { queueOf } from './queue-of.ts'

export const queueOf12 = queueOf(12, {
  name: 'queue-of-12',
  title: 'Twelfth in the queue',
  detail:
    'Eleven are ahead, one after the other is served. The place only ever gets better, and then it streams.',
  over: ['standby', 'arcware'],
})
