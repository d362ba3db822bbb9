import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const discontinuity: StreamScenario = {
  name: 'discontinuity',
  title: 'The encoder restarts at once, with a discontinuity tag',
  detail:
    'The encoder is replaced, and the playlist marks the discontinuity. The player plays on after a moment.',
  row: 'onward',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('encoder-drop')
    await scene.inject('encoder-return')
    const { at: cureAt, run } = await scene.newRun(faultAt)
    await comesBack(scene, {
      faultAt,
      cureAt,
      run,
      stoppedMs: segmentMs + 1000,
      before,
      movingWithinMs: before.latencyMs + segmentMs,
      latencyWithinMs: 30_000,
    })
  },
}
