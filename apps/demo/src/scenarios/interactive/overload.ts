import type { ApplicationScenario } from '../scenario.ts'
import { small } from './expectations.ts'
import { seconds } from '../report.ts'

const RETRY_AFTER_MS = 1500

export const overload: ApplicationScenario = {
  name: 'overload',
  title: 'The server is busy',
  detail:
    'The gateway sends everybody away with 1013 and says when to come back. The viewer is not there before, and then streams.',
  row: 'refused',
  application: small,
  player: { faultBefore: 'overload', faultParams: { retryAfterMs: RETRY_AFTER_MS }, workersBefore: 1 },
  async play(scene) {
    const first = await scene.sees(
      'waits as it was told',
      { status: 'reconnecting', reconnect: 'retrying', code: '1013' },
      5000,
    )
    const cureAt = await scene.lift('overload')
    const joined = await scene.event('joined', cureAt)
    const waited = joined.at - first.at
    // The page sees the close a moment after the gateway sent it.
    scene.check(
      'not there before',
      `at least ${seconds(RETRY_AFTER_MS - 100)}`,
      seconds(waited),
      waited >= RETRY_AFTER_MS - 100,
    )
    await scene.streams(cureAt)
  },
}
