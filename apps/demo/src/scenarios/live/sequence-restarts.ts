import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const sequenceRestarts: StreamScenario = {
  name: 'sequence-restarts',
  title: 'The media sequence starts again from 0',
  detail:
    'The encoder was away, and the packager has forgotten its old playlist. The player loads the new playlist in under ' +
    'a second and shows nothing twice.',
  row: 'restart',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('encoder-drop')
    await scene.sees(
      'waits for the encoder',
      { status: 'reconnecting', reconnect: 'holding' },
      12_000,
      faultAt,
    )
    const back = await scene.inject('encoder-return', { sequence: 'restart', names: 'new' })
    const { at: cureAt, run } = await scene.newRun(back)
    await comesBack(scene, {
      faultAt,
      cureAt,
      run,
      before,
      newWithinMs: 1000,
      movingWithinMs: segmentMs + 1000,
    })
  },
}
