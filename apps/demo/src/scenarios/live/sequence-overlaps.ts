import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const sequenceOverlaps: StreamScenario = {
  name: 'sequence-overlaps',
  title: 'Sequence numbers are used twice',
  detail:
    'After a restart the packager uses its last three sequence numbers again, for other segments. The player does not confuse them with the old ones.',
  row: 'restart',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('sequence-overlap', { by: 3 })
    const { at: cureAt, run } = await scene.newRun(faultAt)
    const movingWithinMs = before.latencyMs + segmentMs
    await comesBack(scene, {
      faultAt,
      cureAt,
      run,
      before,
      movingWithinMs,
      stoppedMs: segmentMs + 1000,
      latencyWithinMs: 30_000,
    })
  },
}
