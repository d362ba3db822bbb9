import { mediaLost } from './media-lost.ts'

export const streamerCrashes = mediaLost(
  'worker-crash',
  { params: { tell: 'nothing' }, lasts: false },
  {
    name: 'streamer-crashes',
    title: 'The streamer crashes without a message',
    detail:
      'Its process is killed, and the server keeps the players. The player finds a new streamer without a message from the server.',
  },
)
