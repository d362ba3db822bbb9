import { OpenError } from './connection.ts'
import { loadEngine, MissingPeerError } from './load-hls.ts'
import type { HlsOptions } from './options.ts'
import type { CreatePlayer, Player, PlayerHost } from './player.ts'

/** hls.js wherever it can work; the browser's own HLS only where it cannot. */
export function playerFor(full: boolean): CreatePlayer {
  return async (host, needed) => {
    const { hls } = host.options
    if (!hls && !hasMediaSource()) return nativePlayer(host)
    const loading = loadEngine(hls, full || needed).catch((error: unknown) => {
      throw new OpenError(error instanceof MissingPeerError ? 'missing-peer' : 'refused', { cause: error })
    })
    const [Hls, { HlsPlayer }] = await Promise.all([loading, fetched(importHlsPlayer())])
    if (!Hls.isSupported()) return nativePlayer(host)
    return new HlsPlayer(Hls, host, { light: !hls && !full && !needed })
  }
}

/** Fetches what a connection will play with, as long as that is for this package to choose. */
export function preloadPlayer({ hls }: HlsOptions, full: boolean): void {
  if (!('document' in globalThis) || hls || !hasMediaSource()) return
  // Who connects hears of it, and tries again.
  for (const loading of [loadEngine(undefined, full), importHlsPlayer()]) loading.catch(() => {})
}

const importHlsPlayer = () => import('./hls-player.ts')

const hasMediaSource = (): boolean => 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis

/** `canPlayType` alone would not do: browsers that play HLS badly say "maybe" as well. */
async function nativePlayer(host: PlayerHost): Promise<Player> {
  const video = host.environment.document?.createElement('video')
  if (!video?.canPlayType('application/vnd.apple.mpegurl')) throw new OpenError('unsupported')
  const { NativePlayer } = await fetched(import('./native-player.ts'))
  return new NativePlayer(host)
}

/** A part of this package that is loaded when it is needed: only the network can keep it from us. */
const fetched = <T>(module: Promise<T>): Promise<T> =>
  module.catch((error: unknown) => {
    throw new OpenError('refused', { cause: error })
  })
