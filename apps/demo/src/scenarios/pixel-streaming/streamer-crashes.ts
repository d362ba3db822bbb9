import { mediaLost } from './media-lost.ts'

export const streamerCrashes = mediaLost(
  'worker-crash',
  { params: { tell: 'nothing' }, lasts: false },
  {
    name: 'streamer-crashes',
    title: 'The streamer crashes, and nobody says so',
    detail:
      'Its process is killed; the server keeps the players. A fresh streamer is found without a word from it.',
  },
)
