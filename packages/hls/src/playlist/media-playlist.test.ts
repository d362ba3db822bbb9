import { describe, expect, it } from 'vitest'
import { isRenamed, type MediaPlaylistFacts, parsePlaylist } from './media-playlist.ts'

const url = 'https://example.com/live/index.m3u8'
const media = (lines: string[]) => `#EXTM3U\n#EXT-X-TARGETDURATION:2\n${lines.join('\n')}\n`

describe('parsePlaylist', () => {
  it('reads a live media playlist', () => {
    const text = media(['#EXT-X-MEDIA-SEQUENCE:40', '#EXTINF:2.0,', 'a.ts', '#EXTINF:1.96,title', 'b.ts?x=1'])
    expect(parsePlaylist(text, url)).toEqual({
      kind: 'media',
      live: true,
      type: null,
      startSequence: 40,
      endSequence: 41,
      targetDuration: 2,
      duration: 3.96,
      lastDuration: 1.96,
      newest: ['https://example.com/live/a.ts', 'https://example.com/live/b.ts?x=1'],
      gapAtEdge: false,
    })
  })

  it('reads the end tag, the type and a gap', () => {
    const text = media([
      '#EXT-X-PLAYLIST-TYPE:EVENT',
      '#EXTINF:2,',
      'a.ts',
      '#EXTINF:2,',
      '#EXT-X-GAP',
      'b.ts',
      '#EXT-X-ENDLIST',
    ])
    expect(parsePlaylist(text, url)).toMatchObject({
      live: false,
      type: 'EVENT',
      gapAtEdge: true,
      startSequence: 0,
    })
  })

  it('reports no gap at the edge when only an older segment is a gap', () => {
    const text = media(['#EXTINF:2,', '#EXT-X-GAP', 'a.ts', '#EXTINF:2,', 'b.ts'])
    expect(parsePlaylist(text, url)).toMatchObject({ gapAtEdge: false })
  })

  it('reads Windows line endings', () => {
    const text = media(['#EXT-X-MEDIA-SEQUENCE:7', '#EXTINF:2,', 'a.ts']).replaceAll('\n', '\r\n')
    expect(parsePlaylist(text, url)).toMatchObject({
      startSequence: 7,
      newest: ['https://example.com/live/a.ts'],
    })
  })

  it('finds the first level of a multivariant playlist', () => {
    const text =
      '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n\n# a comment\n720p/index.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=2\nb.m3u8\n'
    expect(parsePlaylist(text, url)).toEqual({
      kind: 'multivariant',
      first: 'https://example.com/live/720p/index.m3u8',
    })
  })

  it.each([
    ['', 'empty'],
    [media([]), 'empty'],
    ['#EXTM3U\n', 'empty'],
    ['<!doctype html>', 'not-a-playlist'],
    ['{"ok":false}', 'not-a-playlist'],
  ])('reads %j as %s', (text, kind) => {
    expect(parsePlaylist(text, url).kind).toBe(kind)
  })

  it('reads a playlist of 50,000 lines', () => {
    const lines = Array.from({ length: 25_000 }, (_, i) => `#EXTINF:2.00000,\nsegment-${i}.m4s`)
    expect(parsePlaylist(media(lines), url)).toMatchObject({ endSequence: 24_999, duration: 50_000 })
  })
})

describe('isRenamed', () => {
  const list = (start: number, names: string[]) =>
    parsePlaylist(
      media([`#EXT-X-MEDIA-SEQUENCE:${start}`, ...names.map((name) => `#EXTINF:2,\n${name}`)]),
      url,
    ) as unknown as MediaPlaylistFacts

  it('is true when a known sequence number names another segment', () => {
    expect(isRenamed(list(4, ['a', 'b']), list(4, ['a', 'x']))).toBe(true)
    expect(isRenamed(list(4, ['a', 'b']), list(4, ['x', 'y', 'z']))).toBe(true)
  })

  it('ignores signatures and sequence numbers that are no longer listed', () => {
    expect(isRenamed(list(4, ['a?t=1', 'b?t=1']), list(5, ['b?t=2', 'c?t=2']))).toBe(false)
    expect(isRenamed(list(4, ['a', 'b']), list(9, ['x']))).toBe(false)
    expect(isRenamed(list(4, ['a', 'b']), list(0, ['x']))).toBe(false)
  })
})
