import { damagedSegment } from './damaged-segment.ts'

export const segmentMissing = damagedSegment('segment-404', {
  name: 'segment-missing',
  title: 'One segment is missing',
  detail: 'A segment is listed and answers 404. It is skipped, with one stop at most.',
})
