import { describe, expect, it } from 'vitest'
import { mediaPlaylist, multivariantPlaylist, type MediaPlaylistOptions } from './playlist.ts'
import { FedTimeline } from './timeline.fixture.ts'

function written(timeline: FedTimeline, options: Partial<MediaPlaylistOptions> = {}): string {
  return mediaPlaylist(timeline.view(), {
    container: 'fmp4',
    countsDiscontinuities: true,
    parts: false,
    folder: '',
    query: '',
    ...options,
  })
}

const tags = (text: string, tag: string): string[] =>
  text.split('\n').filter((line) => line.startsWith(`#EXT-X-${tag}`))

describe('a media playlist', () => {
  it('lists fMP4 segments', () => {
    expect(written(new FedTimeline(3).feed(4))).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:1
#EXT-X-DISCONTINUITY-SEQUENCE:0
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="init-1.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:00:02.000Z
#EXTINF:2.00000,
segment-a-1.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:00:04.000Z
#EXTINF:2.00000,
segment-a-2.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:00:06.000Z
#EXTINF:2.00000,
segment-a-3.m4s
`)
  })

  it('lists transport stream segments without an initialization segment', () => {
    const text = written(new FedTimeline(3).feed(1, { init: null }), { container: 'ts' })
    expect(text).toContain('\nsegment-a-0.ts\n')
    expect(text).not.toContain('EXT-X-MAP')
  })

  it('can have no segments', () => {
    const text = written(new FedTimeline(3))
    expect(text).toContain('#EXT-X-MEDIA-SEQUENCE:0\n')
    expect(text).not.toContain('EXTINF')
    expect(text.startsWith('#EXTM3U\n')).toBe(true)
  })

  it('puts the level before and the token after every file name when it is the entry', () => {
    const text = written(new FedTimeline(3).feed(1), { folder: '0/', query: '?token=abc' })
    expect(text).toContain('\n0/segment-a-0.m4s?token=abc\n')
    expect(text).toContain('URI="0/init-1.mp4?token=abc"')
  })

  it('has an end tag after the end', () => {
    const timeline = new FedTimeline(3).feed(2)
    expect(written(timeline)).not.toContain('ENDLIST')
    timeline.ended = true
    expect(written(timeline).endsWith('segment-a-1.m4s\n#EXT-X-ENDLIST\n')).toBe(true)
  })

  it('of type EVENT starts at 0 and has no end tag', () => {
    const text = written(new FedTimeline(100).feed(20), { type: 'EVENT' })
    expect(tags(text, 'PLAYLIST-TYPE')).toEqual(['#EXT-X-PLAYLIST-TYPE:EVENT'])
    expect(text).toContain('#EXT-X-MEDIA-SEQUENCE:0\n')
    expect(text).not.toContain('ENDLIST')
  })

  it('of type VOD always has an end tag', () => {
    const text = written(new FedTimeline(3).feed(2), { type: 'VOD' })
    expect(tags(text, 'PLAYLIST-TYPE')).toEqual(['#EXT-X-PLAYLIST-TYPE:VOD'])
    expect(text.endsWith('#EXT-X-ENDLIST\n')).toBe(true)
  })

  it('marks gaps', () => {
    const text = written(new FedTimeline(3).feed(1).feed(1, { gap: true }).feed(1))
    const lines = text.split('\n')
    expect(tags(text, 'GAP')).toHaveLength(1)
    const gap = lines.indexOf('#EXT-X-GAP')
    expect(lines[gap + 1]).toBe('#EXTINF:2.00000,')
    expect(lines[gap + 2]).toBe('segment-a-1.m4s')
  })

  it('lists a short segment with its duration', () => {
    const timeline = new FedTimeline(3).part(400, false)
    timeline.closeOpenSegment()
    expect(written(timeline)).toContain('#EXTINF:0.40000,\nsegment-a-0.m4s\n')
  })

  it('can have 50,000 filler lines before the real segments', () => {
    const text = written(new FedTimeline(3).feed(3), { fillerLines: 50_000 })
    expect(text.split('\n').length).toBeGreaterThan(50_000)
    expect(text.split('\n').length).toBeLessThan(50_100)
    expect(text.trimEnd().endsWith('segment-a-2.m4s')).toBe(true)
    expect(new Set(text.match(/long-gone-\d+/g)).size).toBe(25_000)
  })
})

describe('a discontinuity', () => {
  const timeline = (): FedTimeline => new FedTimeline(3).feed(2).restart({}, 6000).feed(1)

  it('is marked before the new initialization segment', () => {
    expect(written(timeline())).toContain(
      '\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="init-2.mp4"\n#EXT-X-PROGRAM-DATE-TIME:2026-11-22T12:00:10.000Z\n',
    )
  })

  it('stays marked while its segment is the first one', () => {
    const text = written(timeline().feed(2))
    expect(tags(text, 'DISCONTINUITY')).toEqual(['#EXT-X-DISCONTINUITY-SEQUENCE:0', '#EXT-X-DISCONTINUITY'])
  })

  it('is counted once it has left the playlist', () => {
    expect(tags(written(timeline().feed(3)), 'DISCONTINUITY')).toEqual(['#EXT-X-DISCONTINUITY-SEQUENCE:1'])
  })

  it('is not counted when `countsDiscontinuities` is false', () => {
    const text = written(timeline().feed(3), { countsDiscontinuities: false })
    expect(tags(text, 'DISCONTINUITY')).toEqual([])
  })

  it('leaves no trace when unmarked', () => {
    const text = written(new FedTimeline(3).feed(1).restart({ discontinuity: false }).feed(1))
    expect(tags(text, 'DISCONTINUITY')).toEqual(['#EXT-X-DISCONTINUITY-SEQUENCE:0'])
    expect(tags(text, 'MAP')).toHaveLength(1)
  })
})

describe('a low-latency playlist', () => {
  const parts = { parts: true }
  const started = (): FedTimeline => new FedTimeline(4).feed(4).part(400, false).part(400, false)

  it('promises blocking reloads and lists the parts of the open segment', () => {
    const text = written(started(), parts)
    expect(tags(text, 'SERVER-CONTROL')).toEqual([
      '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.35',
    ])
    expect(tags(text, 'PART-INF')).toEqual(['#EXT-X-PART-INF:PART-TARGET=0.45'])
    expect(text).toContain('#EXT-X-PART:DURATION=0.40000,URI="segment-a-4.0.m4s",INDEPENDENT=YES\n')
    expect(text).toContain('#EXT-X-PART:DURATION=0.40000,URI="segment-a-4.1.m4s"\n')
    expect(text).not.toContain('\nsegment-a-4.m4s')
  })

  it('ends with a hint to the next part', () => {
    expect(written(started(), parts).trimEnd().split('\n').at(-1)).toBe(
      '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="segment-a-4.2.m4s"',
    )
    expect(written(started().part(1200, true), parts)).toContain('URI="segment-a-5.0.m4s"')
  })

  it('lists parts only for the newest segments', () => {
    const text = written(started(), parts)
    expect(text).not.toContain('segment-a-0.0.m4s')
    expect(text).toContain('segment-a-1.0.m4s')
  })

  it('marks the parts of a gap', () => {
    const text = written(new FedTimeline(3).feed(1).part(400, false, { gap: true }), parts)
    expect(text).toContain('URI="segment-a-1.0.m4s",INDEPENDENT=YES,GAP=YES')
  })

  it('has no parts and no hint once ended', () => {
    const timeline = started()
    timeline.closeOpenSegment()
    timeline.ended = true
    expect(written(timeline, parts)).not.toMatch(/EXT-X-PART|PRELOAD-HINT|SERVER-CONTROL/)
  })

  it('has no parts and no hint when `parts` is false', () => {
    const text = written(started())
    expect(text).not.toMatch(/EXT-X-PART|PRELOAD-HINT|segment-a-4/)
  })
})

describe('a multivariant playlist', () => {
  const master = (levels: 1 | 2, captions: boolean): string =>
    multivariantPlaylist({ levels, captions, query: '?token=abc' })

  it('lists the levels from best to smallest', () => {
    const lines = master(2, false).split('\n')
    expect(lines.filter((line) => line.endsWith('index.m3u8?token=abc'))).toEqual([
      '0/index.m3u8?token=abc',
      '1/index.m3u8?token=abc',
    ])
    expect(tags(master(2, false), 'STREAM-INF')).toEqual([
      '#EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=640x360,FRAME-RATE=25.000,CODECS="avc1.42c01e,mp4a.40.2"',
      '#EXT-X-STREAM-INF:BANDWIDTH=180000,RESOLUTION=320x180,FRAME-RATE=25.000,CODECS="avc1.42c01e,mp4a.40.2"',
    ])
  })

  it('offers the captions to every level', () => {
    const text = master(2, true)
    expect(tags(text, 'MEDIA')).toHaveLength(1)
    expect(text).toContain('TYPE=SUBTITLES,GROUP-ID="captions"')
    expect(text).toContain('URI="captions/index.m3u8?token=abc"')
    expect(text.match(/SUBTITLES="captions"/g)).toHaveLength(2)
  })

  it('does not mention captions without any', () => {
    expect(master(1, false)).not.toContain('SUBTITLES')
    expect(tags(master(1, false), 'STREAM-INF')).toHaveLength(1)
  })
})
