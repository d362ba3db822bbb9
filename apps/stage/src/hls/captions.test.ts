import { describe, expect, it } from 'vitest'
import { captionsOf, captionsPlaylist } from './captions.ts'
import { FedTimeline } from './timeline.fixture.ts'

describe('captions', () => {
  it('show the time of each second, anchored at the media time of their segment', () => {
    const segment = new FedTimeline(3).feed(3).view().segments[2]
    if (!segment) throw new Error('no segment')
    expect(captionsOf(segment)).toBe(`WEBVTT
X-TIMESTAMP-MAP=MPEGTS:360000,LOCAL:00:00:00.000

00:00:00.000 --> 00:00:01.000
It is 12:00:04, run 1.

00:00:01.000 --> 00:00:02.000
It is 12:00:05, run 1.
`)
  })

  it('end together with a short segment', () => {
    const timeline = new FedTimeline(3).part(1400, true)
    const segment = timeline.view().segments[0]
    if (!segment) throw new Error('no segment')
    expect(captionsOf(segment)).toContain('00:00:01.000 --> 00:00:01.400')
  })

  it('are listed in step with the media, without an initialization segment', () => {
    const timeline = new FedTimeline(3).feed(4)
    const text = captionsPlaylist(timeline.view(), true, '?token=abc')
    expect(text).toContain('#EXT-X-MEDIA-SEQUENCE:1\n')
    expect(text).toContain('\nsegment-a-3.vtt?token=abc\n')
    expect(text).not.toContain('EXT-X-MAP')
  })
})
