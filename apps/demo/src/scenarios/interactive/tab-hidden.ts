import type { ApplicationScenario } from '../scenario.ts'
import { nothingLeft, small } from './expectations.ts'

export const tabHidden: ApplicationScenario = {
  name: 'tab-hidden',
  title: 'The tab is hidden for ten minutes',
  detail:
    'The viewer cannot see the warning. When the tab is shown again, the session has ended with 4004, and its place is free.',
  over: ['standby', 'epic'],
  row: 'away',
  application: small,
  drivesPage: true,
  player: { afk: { warnAfterMs: 120_000, graceMs: 30_000 } },
  async play(scene) {
    await scene.streams()
    scene.page.setVisible(false)
    scene.report.note('the tab is hidden')
    scene.page.skip(600_000)
    // A browser runs timers of a hidden tab once a minute. One run is enough for the session to end.
    const endedAt = Date.now()
    await scene.sees('has ended', { status: 'disconnected', code: '4004' }, 3000, endedAt)
    await nothingLeft(scene, endedAt, 4000)
    scene.page.setVisible(true)
    await scene.shows('says so when it is shown', 'disconnect-screen-title', 'Ended while you were away')
  },
}
