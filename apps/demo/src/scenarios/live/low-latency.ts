import { noStalls, segmentMs } from './expectations.ts'
import { seconds } from '../report.ts'
import type { StreamScenario } from '../scenario.ts'

/** Figure: three parts of 0.45 s behind the newest one, plus the time from the camera to the playlist. */
const lowLatencyMs = 3500
/** Without parts the latency is min three segments. */
const withoutPartsMs = 3 * segmentMs

export const lowLatency: StreamScenario = {
  name: 'low-latency',
  title: 'Low latency, and an end at once',
  detail:
    'Parts of 0.4 s and blocking reloads. The viewer stays a few seconds behind the encoder, and the session ends at once when the encoder is gone: this profile has no reconnect window.',
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
