import { queueOf } from './queue-of.ts'

export const queueOf300 = queueOf(300, {
  name: 'queue-of-300',
  title: 'Three hundredth in the queue',
  detail: 'A crowd is ahead and becomes smaller. The player shows the place, and then it streams.',
})
