import type { ApplicationScenario } from '../scenario.ts'
import { offers, small } from './expectations.ts'

export const takenOver: ApplicationScenario = {
  name: 'taken-over',
  title: 'A second tab takes the session over',
  detail:
    'A second session connects with the same token, like a duplicated tab. The newer session gets the place, and this one ends with 4100.',
  row: 'ends',
  application: small,
  drivesPage: true,
  async play(scene) {
    await scene.streams()
    // The token is in the storage only while the page is hidden, and a duplicated tab copies the storage.
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
