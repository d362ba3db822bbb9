import { playsOn, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const signatureRenewed: StreamScenario = {
  name: 'signature-renewed',
  title: 'A signed URL expires and is renewed',
  detail: 'Every URL so far answers 403. The player asks the app once for a new URL, and plays on.',
  row: 'signature',
  stream: { signed: true },
  player: { refreshable: true },
  async play(scene) {
    await scene.steady()
    const faultAt = await scene.inject('signature-expired')
    // Pictures painted after the fault need a new URL.
    const pastMs = faultAt + 2 * segmentMs
    await playsOn(scene, { faultAt, pastMs, stalls: 1, maxStopMs: segmentMs })
  },
}
