import type { ApplicationScenario } from '../scenario.ts'
import { bare, offers } from './expectations.ts'

export const queueOpen: ApplicationScenario = {
  name: 'queue-open',
  title: 'No place, but a queue',
  detail:
    'Every worker is busy: 4001 with the reason that there is a queue to join. The viewer joins it with one press.',
  row: 'refused',
  application: bare,
  player: {
    faultBefore: 'queue-closed',
    faultParams: { reason: 'queue-open' },
    workersBefore: 1,
    viewersBefore: 1,
  },
  async play(scene) {
    await scene.sees('fails', { status: 'failed', code: '4001' }, 5000)
    offers(scene, 'Join the queue')
    await scene.lift('queue-closed')
    const pressedAt = await scene.press('disconnect-screen-retry', 'the viewer joins the queue')
    await scene.sees('waits in the queue', { status: 'queued' }, 3000, pressedAt)
    await scene.stands(1)
  },
}
