import { damagedSegment } from './damaged-segment.ts'

export const segmentCorrupt = damagedSegment('segment-corrupt', {
  name: 'segment-corrupt',
  title: 'One segment is corrupt',
  detail: 'A segment has noise instead of media. The player skips it, with max one stop.',
})
