import { mediaLost } from './media-lost.ts'

export const streamerFrozen = mediaLost(
  'worker-frozen',
  { lasts: true },
  {
    name: 'streamer-frozen',
    title: 'The streamer process freezes',
    detail:
      'Media and the data channel stop, and the server does not notice. The viewer is told within seconds.',
  },
)
