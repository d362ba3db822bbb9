import { asksCalmly, comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const encoderReturns: StreamScenario = {
  name: 'encoder-returns',
  title: 'The encoder drops and returns',
  detail:
    'The encoder process is killed while the playlist stays as it is. The player plays its buffer with a quiet hint, ' +
    'waits with a countdown, and goes on by itself when the encoder is back.',
  row: 'freeze',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('encoder-drop')
    await scene.sees(
      'a quiet hint while the buffer plays',
      { status: 'streaming', farEnd: 'lost' },
      8000,
      faultAt,
    )
    const holding = await scene.sees(
      'waits for the encoder when nothing is left',
      { status: 'reconnecting', reconnect: 'holding', cause: 'far-end' },
      12_000,
      faultAt,
    )
    await scene.pass(1000)
    const back = await scene.inject('encoder-return')
    const { at: cureAt, run } = await scene.newRun(back)
    await asksCalmly(scene, holding.at, back)
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
