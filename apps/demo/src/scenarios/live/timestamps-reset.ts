import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const timestampsReset: StreamScenario = {
  name: 'timestamps-reset',
  title: 'Timestamps start again, without a discontinuity tag',
  detail:
    'The encoder restarts its timestamps, and the playlist marks no discontinuity. The player notices that the playlist ' +
    'advances but nothing plays, and loads the stream again within three target durations.',
  row: 'timestamps',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('timestamp-reset')
    const { at: cureAt, run } = await scene.newRun(faultAt)
    const movingWithinMs = before.latencyMs + 3 * segmentMs
    await comesBack(scene, {
      faultAt,
      cureAt,
      run,
      before,
      movingWithinMs,
      // The player notices within three target durations. Then the first new picture stands still for most of one.
      stoppedMs: 4 * segmentMs,
      latencyWithinMs: 35_000,
    })
  },
}
