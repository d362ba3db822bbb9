import type { FaultName } from '@standby/stage/faults'
import { asksCalmly, comesBack } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

/** A scenario in which the origin does not serve playlists for a while, though the encoder keeps running. */
export function playlistOutage(
  fault: FaultName,
  cause: 'server' | 'network',
  words: Pick<StreamScenario, 'name' | 'title' | 'detail'>,
): StreamScenario {
  return {
    ...words,
    row: 'refused',
    async play(scene) {
      const before = await scene.steady()
      const faultAt = await scene.inject(fault)
      const retrying = await scene.sees(
        'tries again when nothing is left to play',
        { status: 'reconnecting', reconnect: 'retrying', cause },
        14_000,
        faultAt,
      )
      await scene.pass(1000)
      const cureAt = await scene.lift(fault)
      await asksCalmly(scene, retrying.at, cureAt)
      await comesBack(scene, { faultAt, cureAt, before, movingWithinMs: 3000, latencyWithinMs: 8000 })
    },
  }
}
