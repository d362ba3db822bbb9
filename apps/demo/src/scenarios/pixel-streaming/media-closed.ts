import { mediaLost } from './media-lost.ts'

export const mediaClosed = mediaLost(
  'media-closed',
  { lasts: false },
  {
    name: 'media-closed',
    title: 'The streamer closes the media connection',
    detail: 'Signalling stays connected. The player connects media again.',
  },
)
