import { importFailure } from '@standby/core/source'
import { loadEngine } from './hls-js/loading/load-hls.ts'
import { hasMediaSource } from './media-source.ts'
import { OpenError } from './open-error.ts'
import type { CreatePlayer, Player, PlayerHost } from '../playback/player.ts'

/** hls.js wherever it works. The browser's native HLS only where it does not. */
export const createPlayer: CreatePlayer = async (host, full) => {
  const { hls } = host.options
  if (!hls && !hasMediaSource()) return nativePlayer(host)
  const { Hls, HlsPlayer } = await loadEngine(hls, full).catch(notLoaded(host))
  if (!Hls.isSupported()) return nativePlayer(host)
  return new HlsPlayer(Hls, host, { light: !hls && !full })
}

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
