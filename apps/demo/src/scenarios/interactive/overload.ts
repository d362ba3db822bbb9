import type { ApplicationScenario } from '../scenario.ts'
import { small } from './expectations.ts'
import { seconds } from '../report.ts'

const retryAfterMs = 1500

export const overload: ApplicationScenario = {
  name: 'overload',
  title: 'The server is busy',
  detail:
    'The gateway refuses every viewer with 1013 and says when to come back. The player does not connect earlier, and then streams.',
  row: 'refused',
  application: small,
  player: { faultBefore: 'overload', faultParams: { retryAfterMs }, workersBefore: 1 },
  async play(scene) {
    await scene.sees(
      'waits as it was told',
      { status: 'reconnecting', reconnect: 'retrying', code: '1013' },
      5000,
    )
    const refused = await scene.event('refused', 0)
    const cureAt = await scene.lift('overload')
    const joined = await scene.event('joined', cureAt)
    // Both times are by the clock of the stage: the page hears of the refusal later than the gateway sent it.
    const waited = joined.at - refused.at
    scene.check(
      'not there before',
      `at least ${seconds(retryAfterMs)}`,
      seconds(waited),
      waited >= retryAfterMs,
    )
    await scene.streams(cureAt)
  },
}
