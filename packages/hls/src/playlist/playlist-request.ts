import { type Environment, httpFailure } from '@standby/core/source'
import type { LoadFailure } from '../connection/load-outcome.ts'
import { parsePlaylist, type MediaPlaylistFacts } from './media-playlist.ts'
import { playlistTimeoutMs } from '../limits.ts'

export type PlaylistResult =
  | { readonly playlist: MediaPlaylistFacts; readonly url: string }
  | { readonly failure: LoadFailure }

/** Loads a media playlist. From a multivariant playlist it follows the first level. Never rejects. */
export async function requestPlaylist(
  environment: Environment,
  url: string,
  signal: AbortSignal,
  depth = 0,
): Promise<PlaylistResult> {
  const abort = new AbortController()
  const stop = (): void => abort.abort()
  let timedOut = false
  const timer = environment.setTimeout(() => {
    timedOut = true
    stop()
  }, playlistTimeoutMs)
  signal.addEventListener('abort', stop)
  const fail = (failure: LoadFailure): PlaylistResult => ({ failure })
  try {
    const response = await environment.fetch(url, { cache: 'no-cache', signal: abort.signal })
    if (!response.ok) return fail(httpFailure(response))
    const from = response.url || url
    const parsed = parsePlaylist(await response.text(), from)
    if (parsed.kind === 'media') return { playlist: parsed, url: from }
    if (parsed.kind !== 'multivariant') return fail(parsed)
    return depth > 0
      ? fail({ kind: 'not-a-playlist' })
      : await requestPlaylist(environment, parsed.first, signal, depth + 1)
  } catch {
    return fail({ kind: timedOut ? 'timeout' : 'refused' })
  } finally {
    environment.clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
