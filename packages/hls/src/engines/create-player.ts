import { importFailure } from '@standby/core/source'
import { OpenError } from '../connection/connection.ts'
import { loadEngine } from './hls-js/loading/load-hls.ts'
import type { HlsOptions } from '../options.ts'
import type { CreatePlayer, Player, PlayerHost } from '../playback/player.ts'

/** hls.js wherever it works. The browser's native HLS only where it does not. */
export function playerFor(full: boolean): CreatePlayer {
  return async (host, needed) => {
    const { hls } = host.options
    if (!hls && !hasMediaSource()) return nativePlayer(host)
    const { Hls, HlsPlayer } = await loadEngine(hls, full || needed).catch(notLoaded(host))
    if (!Hls.isSupported()) return nativePlayer(host)
    return new HlsPlayer(Hls, host, { light: !hls && !full && !needed })
  }
}

/** Fetches the engine that a connection will use, unless the caller brings their own hls.js. */
export function preloadPlayer({ hls }: HlsOptions, full: boolean): void {
  if (!('document' in globalThis) || hls || !hasMediaSource()) return
  // `connect` tries again and reports the failure.
  loadEngine(undefined, full).catch(() => {})
}

const hasMediaSource = (): boolean => 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis

/** Only called without Media Source Extensions: `canPlayType` says "maybe" in browsers that play HLS badly, too. */
async function nativePlayer(host: PlayerHost): Promise<Player> {
  const video = host.environment.document?.createElement('video')
  if (!video?.canPlayType('application/vnd.apple.mpegurl')) throw new OpenError({ kind: 'unsupported' })
  const { NativePlayer } = await import('./native/native-player.ts').catch(notLoaded(host))
  return new NativePlayer(host)
}

const notLoaded =
  ({ environment }: PlayerHost) =>
  (error: unknown): never => {
    throw new OpenError(importFailure(error, environment), { cause: error })
  }
