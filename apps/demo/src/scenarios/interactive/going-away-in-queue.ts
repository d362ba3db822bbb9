import type { ApplicationScenario } from '../scenario.ts'
import { bare } from './expectations.ts'

export const goingAwayInQueue: ApplicationScenario = {
  name: 'going-away-in-queue',
  title: 'The gateway goes away while the viewer waits',
  detail:
    'The gateway closes with 1001 while the viewer is third in the queue. It is asked again, and the place is still the third.',
  row: 'queue',
  application: bare,
  player: { workersBefore: 1, viewersBefore: 3 },
  async play(scene) {
    await scene.stands(3)
    await scene.application.addViewers(4)
    const faultAt = await scene.inject('going-away')
    await scene.sees(
      'comes back',
      { status: 'reconnecting', reconnect: 'retrying', code: '1001' },
      2000,
      faultAt,
    )
    await scene.sees('waits again', { status: 'queued' }, 4000, faultAt + 1)
    await scene.stands(3)
  },
}
