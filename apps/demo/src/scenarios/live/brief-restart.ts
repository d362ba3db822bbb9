import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const briefRestart: StreamScenario = {
  name: 'brief-restart',
  title: 'The packager restarts within a moment',
  detail:
    'The sequence starts again from 0 while the player still has old pictures. The player plays them first, then the ' +
    'new stream.',
  row: 'restart',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('sequence-restart')
    const { at: cureAt, run } = await scene.newRun(faultAt)
    // The old pictures play out first: max the latency from before, plus the segment of a list this new.
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
