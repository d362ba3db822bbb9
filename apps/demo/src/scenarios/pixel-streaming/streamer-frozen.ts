import { mediaLost } from './media-lost.ts'

export const streamerFrozen = mediaLost(
  'worker-frozen',
  { lasts: true },
  {
    name: 'streamer-frozen',
    title: 'The streamer process freezes',
    detail:
      'No media and no data channel, and the server has not noticed. The viewer is told within seconds.',
  },
)
