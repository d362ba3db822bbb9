import type { ApplicationScenario } from '../scenario.ts'
import { bare, offers } from './expectations.ts'

export const offerMissed: ApplicationScenario = {
  name: 'offer-missed',
  title: 'A place is offered and missed',
  detail:
    'The viewer does not accept within three seconds and moves to the end of the queue. After a second missed offer the session ends with 4001, and the viewer can join the queue again.',
  row: 'offer',
  application: { ...bare, offerMs: 3000 },
  player: { workersBefore: 1 },
  async play(scene) {
    const firstOffer = await scene.event('offered', 0)
    await scene.shows('a place is offered', 'queue-overlay-offer')
    await scene.event('offered', 0, ({ offer }) => offer !== firstOffer.offer)
    await scene.shows('a place is offered again', 'queue-overlay-offer')
    await scene.sees('is out of the queue', { status: 'failed', code: '4001' }, 3000)
    offers(scene, 'Join the queue')
  },
}
