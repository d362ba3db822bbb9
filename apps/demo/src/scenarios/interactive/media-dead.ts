import type { ApplicationScenario } from '../scenario.ts'
import { sameWorker, small } from './expectations.ts'

export const mediaDead: ApplicationScenario = {
  name: 'media-dead',
  title: 'The media connection dies',
  detail:
    'No packet passes between worker and viewer, while the gateway still answers. The player connects media again, to the same worker.',
  over: ['standby', 'epic'],
  row: 'media',
  application: small,
  async play(scene) {
    const { worker } = await scene.streams()
    const faultAt = await scene.inject('media-dead')
    await scene.sees('notices', { status: 'reconnecting', reconnect: 'retrying' }, 8000, faultAt)
    const cureAt = await scene.lift('media-dead')
    await scene.streams(cureAt)
    sameWorker(scene, worker)
  },
}
