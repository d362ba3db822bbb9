import { damagedSegment } from './damaged-segment.ts'

export const segmentTruncated = damagedSegment('segment-truncated', {
  name: 'segment-truncated',
  title: 'One segment is cut short',
  detail:
    'A segment ends after two fifths of its bytes. The player plays or skips that part, with max one stop.',
})
