import { maxComparedAddresses } from '../limits.ts'
import { isSameStream } from './stream-url.ts'

/** The facts the source needs from a playlist that it reads itself. */
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
  /** Sum of all listed segments, s. */
  readonly duration: number
  /** Of the newest segment, s. */
  readonly lastDuration: number
  /** Addresses of the newest segments, the newest last. */
  readonly newest: readonly string[]
  readonly gapAtEdge: boolean
}

/**
 * Whether a sequence number now names another segment than before: the packager started over. Signatures in the
 * addresses are not compared.
 */
export function isRenamed(before: MediaPlaylistFacts, now: MediaPlaylistFacts): boolean {
  const known = before.newest.at(-1)
  const same = now.newest.at(before.endSequence - now.endSequence - 1)
  if (before.endSequence > now.endSequence || known === undefined || same === undefined) return false
  return !isSameStream(known, same)
}

/** Reads a playlist line by line. `url`: its own address, the base of relative addresses. */
export function parsePlaylist(text: string, url: string): ParsedPlaylist {
  if (text.trim() === '') return { kind: 'empty' }
  if (!text.trimStart().startsWith('#EXTM3U')) return { kind: 'not-a-playlist' }
  const variant = /^#EXT-X-STREAM-INF:[^\n]*\n(?:#[^\n]*\n|\s*\n)*([^#\s][^\r\n]*)/m.exec(text)?.[1]
  if (variant) return { kind: 'multivariant', first: new URL(variant.trim(), url).href }

  const tag = (name: string): string | undefined => new RegExp(`^#EXT-X-${name}:?(.*)$`, 'm').exec(text)?.[1]
  let count = 0
  let duration = 0
  let lastDuration = 0
  const newest: string[] = []
  let gap = false
  let gapAtEdge = false
  for (const match of text.matchAll(/^(?:#EXTINF:([\d.]+)|(#EXT-X-GAP)|([^#\s].*))/gm)) {
    const [, seconds, gapTag, address] = match
    if (seconds) lastDuration = Number(seconds)
    else if (gapTag) gap = true
    else if (address) {
      count++
      duration += lastDuration
      newest.push(address)
      if (newest.length > maxComparedAddresses) newest.shift()
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
    newest: newest.map((address) => new URL(address.trim(), url).href),
    gapAtEdge,
  }
}
