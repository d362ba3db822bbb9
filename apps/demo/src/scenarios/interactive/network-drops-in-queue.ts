import type { ApplicationScenario } from '../scenario.ts'
import { bare } from './expectations.ts'

export const networkDropsInQueue: ApplicationScenario = {
  name: 'network-drops-in-queue',
  title: 'The socket is killed while the viewer waits',
  detail:
    'The socket dies without a word (1006). The place in the queue is held; the viewer comes back to it, before those who came later.',
  row: 'queue',
  application: bare,
  player: { workersBefore: 1, viewersBefore: 3 },
  async play(scene) {
    await scene.stands(3)
    await scene.application.addViewers(4)
    const faultAt = await scene.inject('network-drop')
    await scene.sees(
      'comes back',
      { status: 'reconnecting', reconnect: 'retrying', code: '1006' },
      2000,
      faultAt,
    )
    await scene.sees('waits again', { status: 'queued' }, 4000, faultAt + 1)
    await scene.stands(3)
  },
}
