import type { ApplicationScenario } from '../scenario.ts'
import { small } from './expectations.ts'

export const offerAccepted: ApplicationScenario = {
  name: 'offer-accepted',
  title: 'A place is offered and accepted',
  detail: 'The viewer must accept a place within thirty seconds. The viewer accepts, and it streams.',
  row: 'offer',
  application: { ...small, offerMs: 30_000 },
  player: { workersBefore: 1 },
  async play(scene) {
    await scene.shows('a place is offered', 'queue-overlay-offer-title', 'Your place is ready')
    await scene.counts('nothing streams yet', { sessions: 0 }, 500)
    const pressedAt = await scene.press('queue-overlay-accept', 'the viewer starts')
    await scene.streams(pressedAt)
  },
}
