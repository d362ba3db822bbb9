import type { ApplicationScenario } from '../scenario.ts'
import { offers, small } from './expectations.ts'

export const takenOver: ApplicationScenario = {
  name: 'taken-over',
  title: 'A second tab takes the session over',
  detail:
    'A second session comes with the same token, as a duplicated tab does. The newer one has the place; this one ends with 4100.',
  row: 'ends',
  application: small,
  drivesPage: true,
  async play(scene) {
    await scene.streams()
    // The tab is copied with its storage, where a token is while the page is hidden.
    scene.page.setVisible(false)
    const second = scene.duplicateTab()
    scene.page.setVisible(true)
    const openedAt = Date.now()
    try {
      second.start()
      scene.report.note('a second tab opens')
      await scene.sees('ends here', { status: 'disconnected', code: '4100' }, 3000, openedAt)
      await scene.shows('says where it is', 'disconnect-screen-title', 'It moved to another tab')
      offers(scene, 'Start again')
      await scene.event('resumed', openedAt)
      await scene.counts('one session goes on', { sessions: 1, sockets: 1 }, 2000)
    } finally {
      second.destroy()
    }
  },
}
