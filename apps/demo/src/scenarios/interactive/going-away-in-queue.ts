import { placeInQueueKept } from './place-in-queue-kept.ts'

export const goingAwayInQueue = placeInQueueKept('going-away', '1001', {
  name: 'going-away-in-queue',
  title: 'The gateway goes away while the viewer waits',
  detail:
    'The gateway closes with 1001 while the viewer is third in the queue. The player connects again, and the viewer is still third.',
})
