import { playsOn, SEGMENT_MS } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const signatureRenewed: StreamScenario = {
  name: 'signature-renewed',
  title: 'A signed URL expires and is renewed',
  detail:
    'Every URL handed out so far answers 403. The player asks the app for a new one, once, and plays on.',
  row: 'signature',
  stream: { signed: true },
  player: { refreshable: true },
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('signature-expired')
    const until = faultAt + before.latencyMs + 3 * SEGMENT_MS
    await playsOn(scene, { faultAt, until, stops: 1, longestMs: SEGMENT_MS })
  },
}
