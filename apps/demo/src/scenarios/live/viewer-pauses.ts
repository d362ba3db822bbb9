import { comesBack } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const viewerPauses: StreamScenario = {
  name: 'viewer-pauses',
  title: 'The viewer pauses',
  detail:
    'The viewer pauses for six seconds. Then playback goes on with the latency from before, not six seconds further behind.',
  row: 'pause',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = Date.now()
    scene.viewer.pause()
    scene.report.note('the viewer pauses')
    await scene.sees('is paused', { status: 'streaming', playback: 'paused' }, 2000, faultAt)
    await scene.pass(6000)
    const cureAt = await scene.press('controls-play', 'the viewer plays on')
    await comesBack(scene, { faultAt, cureAt, before, movingWithinMs: 2000, latencyWithinMs: 5000 })
  },
}
