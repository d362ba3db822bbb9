import type { ApplicationScenario } from '../scenario.ts'
import { sameWorker, small } from './expectations.ts'

export const workerFrozen: ApplicationScenario = {
  name: 'worker-frozen',
  title: 'The worker freezes',
  detail:
    'No media comes, but the worker still answers. The viewer is told that the far end is the cause, and the picture goes on by itself with the same worker.',
  over: ['standby', 'epic'],
  row: 'media',
  application: small,
  async play(scene) {
    const { worker } = await scene.streams()
    const faultAt = await scene.inject('media-freeze')
    await scene.sees(
      'waits for the far end',
      { status: 'reconnecting', reconnect: 'holding', cause: 'far-end' },
      6000,
      faultAt,
    )
    const cureAt = await scene.lift('media-freeze')
    await scene.streams(cureAt)
    sameWorker(scene, worker)
    await scene.counts('one of everything', { sessions: 1, sockets: 1, peerConnections: 1 }, 2000)
  },
}
