import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const packagerRemoves: StreamScenario = {
  name: 'packager-removes',
  title: 'The server removes the stream with its encoder',
  detail:
    'MediaMTX answers 404 as soon as the encoder is gone, and starts from 0 with new names when it is back. The player ' +
    'plays its buffer, waits, and continues with the new stream.',
  row: 'refused',
  stream: { profile: 'mediamtx' },
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('encoder-drop')
    await scene.sees(
      'tries again when nothing is left to play',
      { status: 'reconnecting', cause: 'server' },
      14_000,
      faultAt,
    )
    const back = await scene.inject('encoder-return')
    const { at: cureAt, run } = await scene.newRun(back)
    await comesBack(scene, {
      faultAt,
      cureAt,
      run,
      before,
      newWithinMs: 3000,
      movingWithinMs: segmentMs + 3000,
    })
  },
}
