import { nothingOld } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const watchForRestart: StreamScenario = {
  name: 'watch-for-restart',
  title: 'The viewer watches for a restart',
  detail:
    'The broadcast has ended. The viewer presses “Watch for a restart”. When the broadcast is live again, it plays.',
  row: 'again',
  async play(scene) {
    await scene.steady()
    const faultAt = await scene.inject('window-expiry')
    await scene.sees('ends', { status: 'disconnected', code: '1000' }, 15_000, faultAt)
    await scene.press('disconnect-screen-retry', 'the viewer watches for a restart')
    await scene.sees('watches', { status: 'not-live' }, 5000)
    const again = await scene.inject('back-live')
    const { at: liveAt } = await scene.event('live', again)
    const moving = await scene.until('plays the new broadcast', () =>
      scene.viewer.pictures.movingFrom(liveAt),
    )
    scene.figure('pictures after the start', moving - liveAt, 12_000)
    await scene.sees('streams', { status: 'streaming', playback: 'playing' }, 3000)
    nothingOld(scene, faultAt)
  },
}
