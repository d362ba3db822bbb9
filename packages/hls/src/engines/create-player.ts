import { importFailure } from '@standby/core/source'
import { OpenError } from '../connection/connection.ts'
import { loadEngine } from './hls-js/load-hls.ts'
import type { HlsOptions } from '../options.ts'
import type { CreatePlayer, Player, PlayerHost } from '../playback/player.ts'

/** hls.js wherever it can work; the browser's own HLS only where it cannot. */
export function playerFor(full: boolean): CreatePlayer {
  return async (host, needed) => {
    const { hls } = host.options
    if (!hls && !hasMediaSource()) return nativePlayer(host)
    const { Hls, HlsPlayer } = await loadEngine(hls, full || needed).catch(notLoaded(host))
    if (!Hls.isSupported()) return nativePlayer(host)
    return new HlsPlayer(Hls, host, { light: !hls && !full && !needed })
  }
}

/** Fetches what a connection will play with, as long as that is for this package to choose. */
export function preloadPlayer({ hls }: HlsOptions, full: boolean): void {
  if (!('document' in globalThis) || hls || !hasMediaSource()) return
  // Who connects hears of it, and tries again.
  loadEngine(undefined, full).catch(() => {})
}

const hasMediaSource = (): boolean => 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis

/** `canPlayType` alone would not do: browsers that play HLS badly say "maybe" as well. */
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
