import { OpenError, type CreatePlayer } from './connection.ts'
import { HlsPlayer } from './hls-player.ts'
import { loadEngine, MissingPeerError } from './load-hls.ts'
import { NativePlayer } from './native-player.ts'
import type { PlayerHost } from './player.ts'

/** hls.js wherever it can work; the browser's own HLS only where it cannot. */
export function playerFor(full: boolean): CreatePlayer {
  return async (host, needed) => {
    const { hls } = host.options
    if (!hls && !hasMediaSource()) return nativePlayer(host)
    const Hls = await loadEngine(hls, full || needed).catch((error: unknown) => {
      if (error instanceof MissingPeerError) throw new OpenError({ code: 1003, cause: 'missing-peer' }, { cause: error })
      // The page is older than what the server has by now, or the network failed: trying again may help.
      throw new OpenError({ code: 1006, cause: 'network' }, { cause: error })
    })
    if (!Hls.isSupported()) return nativePlayer(host)
    return new HlsPlayer(Hls, host, { light: !hls && !full && !needed })
  }
}

const hasMediaSource = (): boolean => 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis

/** `canPlayType` alone would not do: browsers that play HLS badly say "maybe" as well. */
function nativePlayer(host: PlayerHost): NativePlayer {
  const video = host.environment.document?.createElement('video')
  if (!video?.canPlayType('application/vnd.apple.mpegurl')) throw new OpenError({ code: 1003, cause: 'unsupported' })
  return new NativePlayer(host)
}
