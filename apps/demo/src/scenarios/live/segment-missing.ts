import { damagedSegment } from './damaged-segment.ts'

export const segmentMissing = damagedSegment('segment-404', {
  name: 'segment-missing',
  title: 'One segment is missing',
  detail: 'A listed segment answers 404. The player skips it, with max one stop.',
})
