/** What the source needs of a playlist it reads by itself: no more. */
export type ParsedPlaylist =
  | { readonly kind: 'multivariant'; readonly first: string }
  | ({ readonly kind: 'media' } & MediaPlaylistFacts)
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-playlist' }

export interface MediaPlaylistFacts {
  readonly live: boolean
  readonly type: 'EVENT' | 'VOD' | null
  readonly startSequence: number
  readonly endSequence: number
  /** s. */
  readonly targetDuration: number
  /** Of all listed segments together, s. */
  readonly duration: number
  /** Of the newest segment, s. */
  readonly lastDuration: number
  /** Address of the newest segment: another one under the same number means that the packager started over. */
  readonly lastUrl: string
  readonly gapAtEdge: boolean
}

/** Reads a playlist line by line; `url`: where it came from, which relative addresses count from. */
export function parsePlaylist(text: string, url: string): ParsedPlaylist {
  if (text.trim() === '') return { kind: 'empty' }
  if (!text.trimStart().startsWith('#EXTM3U')) return { kind: 'not-a-playlist' }
  const variant = /^#EXT-X-STREAM-INF:[^\n]*\n(?:#[^\n]*\n|\s*\n)*([^#\s][^\r\n]*)/m.exec(text)?.[1]
  if (variant) return { kind: 'multivariant', first: new URL(variant.trim(), url).href }

  const tag = (name: string): string | undefined => new RegExp(`^#EXT-X-${name}:?(.*)$`, 'm').exec(text)?.[1]
  let count = 0
  let duration = 0
  let lastDuration = 0
  let last = ''
  let gap = false
  let gapAtEdge = false
  for (const match of text.matchAll(/^(?:#EXTINF:([\d.]+)|(#EXT-X-GAP)|([^#\s].*))/gm)) {
    const [, seconds, gapTag, address] = match
    if (seconds) lastDuration = Number(seconds)
    else if (gapTag) gap = true
    else if (address) {
      count++
      duration += lastDuration
      last = address
      gapAtEdge = gap
      gap = false
    }
  }
  if (count === 0) return { kind: 'empty' }
  const startSequence = Number(tag('MEDIA-SEQUENCE')) || 0
  const type = tag('PLAYLIST-TYPE')?.trim()
  return {
    kind: 'media',
    live: tag('ENDLIST') === undefined,
    type: type === 'EVENT' || type === 'VOD' ? type : null,
    startSequence,
    endSequence: startSequence + count - 1,
    targetDuration: Number(tag('TARGETDURATION')) || lastDuration || 2,
    duration,
    lastDuration,
    lastUrl: new URL(last.trim(), url).href,
    gapAtEdge,
  }
}
