import { small } from '../interactive/expectations.ts'
import type { ApplicationScenario } from '../scenario.ts'
import type { PixelStreamingFaultName } from '@standby/stage/pixel-streaming-faults'

/** A scenario in which media dies while signalling lives. The player notices within 3.5 s and connects media again. */
export function mediaLost(
  fault: PixelStreamingFaultName,
  { params, lasts }: { readonly params?: Record<string, unknown>; readonly lasts: boolean },
  words: Pick<ApplicationScenario, 'name' | 'title' | 'detail'>,
): ApplicationScenario {
  return {
    ...words,
    over: ['epic'],
    row: 'media',
    application: small,
    async play(scene) {
      await scene.streams()
      const faultAt = await scene.inject(fault, params)
      await scene.sees('notices', { status: 'reconnecting' }, 3500, faultAt)
      const cureAt = lasts ? await scene.lift(fault) : faultAt
      await scene.sees('streams again', { status: 'streaming', playback: 'playing' }, 30_000, cureAt + 1)
      await scene.streams(cureAt)
      await scene.counts('one of everything', { sessions: 1, sockets: 1, peerConnections: 1 }, 5000)
    },
  }
}
