import { placeInQueueKept } from './place-in-queue-kept.ts'

export const networkDropsInQueue = placeInQueueKept('network-drop', '1006', {
  name: 'network-drops-in-queue',
  title: 'The socket is killed while the viewer waits',
  detail:
    'The socket dies without a close frame (1006). The gateway holds the place in the queue, and the viewer comes back to it, ahead of later viewers.',
})
