import type { ApplicationScenario } from '../scenario.ts'
import { bare } from './expectations.ts'

export const offerDeclined: ApplicationScenario = {
  name: 'offer-declined',
  title: 'A place is offered and declined',
  detail:
    'The viewer declines the place. The next in the queue gets it at once, and the viewer stays in the queue.',
  row: 'offer',
  application: { ...bare, offerMs: 60_000 },
  player: { workersBefore: 1 },
  async play(scene) {
    await scene.shows('a place is offered', 'queue-overlay-offer')
    await scene.application.addViewers(1)
    const pressedAt = await scene.press('queue-overlay-decline', 'the viewer gives it up')
    const next = await scene.event('assigned', pressedAt)
    scene.check('the next one has it', 'viewer-2', next.viewer, next.viewer === 'viewer-2')
    await scene.sees('stays in the queue', { status: 'queued' }, 2000, pressedAt)
    await scene.stands(1)
  },
}
