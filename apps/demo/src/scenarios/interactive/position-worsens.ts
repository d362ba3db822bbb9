import type { ApplicationScenario } from '../scenario.ts'
import { bare } from './expectations.ts'

export const positionWorsens: ApplicationScenario = {
  name: 'position-worsens',
  title: 'The place in the queue gets worse',
  detail:
    'The viewer misses an offer while others wait, and moves behind them. The player shows the new number, and the old one beside it.',
  row: 'queue',
  // Rare updates: otherwise the number could improve again before the scenario reads it.
  application: { ...bare, offerMs: 2000, updateMs: 10_000 },
  player: { workersBefore: 1, viewersBefore: 1, stayMs: 1500 },
  async play(scene) {
    await scene.stands(1)
    await scene.application.addViewers(3)
    await scene.shows('a place is offered', 'queue-overlay-offer')
    await scene.stands(4)
    await scene.shows('says that it was better', 'queue-overlay-line', 'Was 1')
  },
}
