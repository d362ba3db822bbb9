import type { ApplicationScenario } from '../scenario.ts'
import { nothingLeft, small } from './expectations.ts'

export const tabHidden: ApplicationScenario = {
  name: 'tab-hidden',
  title: 'The tab is hidden for ten minutes',
  detail:
    'Nobody could see the warning. The session has ended with 4004 when the tab is shown again, and its place is free.',
  row: 'away',
  application: small,
  drivesPage: true,
  player: { afk: { warnAfterMs: 120_000, graceMs: 30_000 } },
  async play(scene) {
    await scene.streams()
    scene.page.setVisible(false)
    await scene.pass(500)
    scene.page.skip(600_000)
    scene.page.setVisible(true)
    const shownAt = Date.now()
    scene.report.note('ten minutes later the tab is shown again')
    await scene.sees('has ended', { status: 'disconnected', code: '4004' }, 2000, shownAt)
    await nothingLeft(scene, shownAt, 2000)
  },
}
