import type { HlsConfig } from 'hls.js'
import { readError } from './engine-error.ts'
import type { LoadFailure } from '../../connection/load-outcome.ts'
import type { HlsConstructor } from './hls-input.ts'

export interface ProbeReport {
  /** `null`: the stream is live. */
  readonly failure: LoadFailure | null
  /** Addresses of the playlists of all levels, lowest level first. */
  readonly levels: readonly string[]
}

/**
 * Loads only the playlists of a stream, with a separate hls.js that has no element. Unlike a plain `fetch`, it uses the
 * caller's request setup (headers, credentials).
 */
export function probeStream(
  Hls: HlsConstructor,
  config: Partial<HlsConfig>,
  url: string,
  signal: AbortSignal,
): Promise<ProbeReport> {
  return new Promise((resolve) => {
    const hls = new Hls(config)
    const report = (failure: LoadFailure | null): void => {
      signal.removeEventListener('abort', stop)
      const levels = hls.levels.map((level) => level.url[0] ?? '')
      hls.destroy()
      resolve({ failure, levels })
    }
    const stop = (): void => report({ kind: 'refused' })
    signal.addEventListener('abort', stop)
    hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => report(details.live ? null : endOf(details.type)))
    hls.on(Hls.Events.ERROR, (_, data) => {
      const error = readError(data)
      if (error.scope === 'entry' || error.scope === 'playlist') report(error.failure)
      else if (error.scope === 'unsupported') report({ kind: 'unsupported' })
    })
    hls.loadSource(url)
  })
}

/** What EXT-X-ENDLIST means: a VOD playlist is a recording, any other was live. */
export const endOf = (playlistType: string | null): LoadFailure => ({
  kind: playlistType === 'VOD' ? 'recording' : 'ended',
})
