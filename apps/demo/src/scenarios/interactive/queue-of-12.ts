import { queueOf } from './queue-of.ts'

export const queueOf12 = queueOf(12, {
  name: 'queue-of-12',
  title: 'Twelfth in the queue',
  detail:
    'Eleven viewers are ahead and leave one after the other. The place only gets better, and then it streams.',
  over: ['standby', 'arcware'],
})
