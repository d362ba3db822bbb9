import { placeInQueueKept } from './place-in-queue-kept.ts'

export const networkDropsInQueue = placeInQueueKept('network-drop', '1006', {
  name: 'network-drops-in-queue',
  title: 'The socket is killed while the viewer waits',
  detail:
    'The socket dies without a word (1006). The place in the queue is held; the viewer comes back to it, before those who came later.',
})
