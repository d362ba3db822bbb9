import { noStalls, nothingOld } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const slate: StreamScenario = {
  name: 'slate',
  title: 'A slate in place of the encoder',
  detail:
    'The platform streams a still picture while it waits, so the playlist goes on. Only the webhook says that the encoder is gone: the viewer gets a quiet hint, and playback does not stop.',
  row: 'status',
  stream: { profile: 'mux-slate', platform: 'mux' },
  async play(scene) {
    await scene.steady()
    const faultAt = await scene.inject('encoder-drop')
    await scene.sees('is told', { status: 'streaming', farEnd: 'lost' }, 2500, faultAt)
    // Longer than the buffer: pictures of the slate are shown by now.
    await scene.pass(10_000)
    const slateRun = scene.viewer.pictures.last?.clock?.run
    scene.check('sees the slate', 'run 0', `run ${slateRun}`, slateRun === 0)
    const back = await scene.inject('encoder-return')
    await scene.sees('is told that it is back', { status: 'streaming', farEnd: null }, 6000, back)
    const { run } = await scene.newRun(back)
    await scene.until('the encoder is seen again', () => scene.viewer.pictures.firstNew(back, run))
    const seen = scene.viewer.view.since(faultAt).map(({ status }) => status)
    scene.check('streams all the time', 'streaming', [...new Set(seen)].join(', '), new Set(seen).size === 1)
    noStalls(scene, 'no stall', faultAt)
    nothingOld(scene, faultAt)
  },
}
