import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const sequenceLeaps: StreamScenario = {
  name: 'sequence-leaps',
  title: 'The media sequence jumps far ahead',
  detail:
    'After a restart the packager goes on 1000 numbers later, with new timestamps and without a discontinuity tag. The player plays on.',
  row: 'onward',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('sequence-leap', { by: 1000 })
    const { at: cureAt, run } = await scene.newRun(faultAt)
    const movingWithinMs = before.latencyMs + 2 * segmentMs
    await comesBack(scene, {
      faultAt,
      cureAt,
      run,
      before,
      movingWithinMs,
      stoppedMs: 3 * segmentMs,
      latencyWithinMs: 35_000,
    })
  },
}
