import type { ApplicationScenario } from '../scenario.ts'
import { freshWorker, small } from './expectations.ts'

export const resumeRefused: ApplicationScenario = {
  name: 'resume-refused',
  title: 'The place is gone',
  detail:
    'The network drops, and the gateway no longer knows the token: 4007. The player forgets the token, and a new worker streams without a press.',
  row: 'resume',
  application: { ...small, workers: 2, workerGraceMs: 30_000 },
  async play(scene) {
    const { worker } = await scene.streams()
    await scene.inject('resume-refused')
    const faultAt = await scene.inject('network-drop')
    await scene.sees('signalling is lost', { status: 'streaming', signalling: 'lost' }, 3000, faultAt)
    await scene.event('refused', faultAt, ({ code }) => code === 4007)
    const { at } = await scene.event('assigned', faultAt)
    const fresh = await scene.streams(at)
    freshWorker(scene, worker, fresh.worker)
  },
}
