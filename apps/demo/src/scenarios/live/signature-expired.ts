import { staysQuiet } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const signatureExpired: StreamScenario = {
  name: 'signature-expired',
  title: 'A signed URL expires for good',
  detail:
    'Every URL so far answers 403, and the app has no other. The viewer is told that the server refuses.',
  row: 'signature',
  stream: { signed: true },
  async play(scene) {
    await scene.steady()
    const faultAt = await scene.inject('signature-expired')
    await scene.sees(
      'fails and says why',
      { status: 'failed', cause: 'forbidden', code: '1008' },
      20_000,
      faultAt,
    )
    await staysQuiet(scene)
  },
}
