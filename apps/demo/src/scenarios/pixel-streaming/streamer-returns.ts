import { mediaLost } from './media-lost.ts'

export const streamerReturns = mediaLost(
  'streamer-gone',
  { lasts: true },
  {
    name: 'streamer-returns',
    title: 'The streamer leaves and comes back',
    detail: 'It ends its media, and the server no longer lists it. The player asks again until it is back.',
  },
)
