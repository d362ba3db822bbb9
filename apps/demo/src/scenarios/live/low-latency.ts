import { noStalls, segmentMs } from './expectations.ts'
import { seconds } from '../report.ts'
import type { StreamScenario } from '../scenario.ts'

/** Three parts of 0.45 s behind the newest, and what it takes from the camera to the list: a figure. */
const lowLatencyMs = 3500
/** Without parts nobody is nearer than three segments. */
const withoutPartsMs = 3 * segmentMs

export const lowLatency: StreamScenario = {
  name: 'low-latency',
  title: 'Low latency, and over at once',
  detail:
    'Parts of 0.4 s and blocking reloads. The viewer is seconds behind the encoder, steadily, and is told at once when it is gone: there is no window to wait for.',
  row: 'end',
  stream: { profile: 'low-latency', container: 'fmp4' },
  player: { latencyMode: 'low' },
  async play(scene) {
    const { latencyMs, at } = await scene.steady()
    scene.check(
      'close to the encoder',
      `under ${seconds(withoutPartsMs)}`,
      seconds(latencyMs),
      latencyMs < withoutPartsMs,
    )
    scene.figure('behind the encoder', latencyMs, lowLatencyMs)
    await scene.pass(8000)
    noStalls(scene, 'no stall', at)
    const faultAt = await scene.inject('encoder-drop')
    await scene.sees('ends', { status: 'disconnected', code: '1000' }, 8000, faultAt)
    const reconnecting = scene.viewer.view.since(faultAt).some(({ status }) => status === 'reconnecting')
    scene.check('waits for nothing', 'no', reconnecting ? 'yes' : 'no', !reconnecting)
  },
}
