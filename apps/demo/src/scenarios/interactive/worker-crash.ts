import type { ApplicationScenario } from '../scenario.ts'
import { freshWorker, offers, small } from './expectations.ts'

export const workerCrash: ApplicationScenario = {
  name: 'worker-crash',
  title: 'The worker crashes',
  detail:
    'The worker’s process is killed. The gateway sends 4006 at once, and “Start again” leads to a new worker.',
  row: 'media',
  application: { ...small, workers: 2 },
  async play(scene) {
    const { worker } = await scene.streams()
    const faultAt = await scene.inject('worker-crash')
    await scene.sees('fails', { status: 'failed', code: '4006' }, 3000, faultAt)
    await scene.shows('says why', 'disconnect-screen-title', 'The application closed')
    offers(scene, 'Start again')
    const pressedAt = await scene.press('disconnect-screen-retry', 'the viewer starts again')
    const fresh = await scene.streams(pressedAt)
    freshWorker(scene, worker, fresh.worker)
  },
}
