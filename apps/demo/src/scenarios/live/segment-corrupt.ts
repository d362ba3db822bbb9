import { damagedSegment } from './damaged-segment.ts'

export const segmentCorrupt = damagedSegment('segment-corrupt', {
  name: 'segment-corrupt',
  title: 'One segment is corrupt',
  detail: 'A segment holds noise instead of media. It is skipped, with one stop at most.',
})
