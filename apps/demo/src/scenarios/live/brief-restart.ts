import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const briefRestart: StreamScenario = {
  name: 'brief-restart',
  title: 'The packager restarts in a moment',
  detail:
    'The sequence starts again from 0 while the viewer still has old pictures left. They are played first; then the ' +
    'new stream goes on.',
  row: 'restart',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('sequence-restart')
    const { at: cureAt, run } = await scene.newRun(faultAt)
    // What is left plays out first: at most the latency of before, and the pictures that a list this young has.
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
