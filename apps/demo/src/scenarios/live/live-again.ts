import { nothingOld } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const liveAgain: StreamScenario = {
  name: 'live-again',
  title: 'Ended, then live again',
  detail:
    'The broadcast ends and starts again at the same URL. A player that watches for a restart waits and then plays the new one.',
  row: 'again',
  player: { watchForRestart: true },
  async play(scene) {
    await scene.steady()
    const faultAt = await scene.inject('window-expiry')
    await scene.sees('watches for a restart', { status: 'not-live' }, 15_000, faultAt)
    const again = await scene.inject('back-live')
    const { at: liveAt } = await scene.event('live', again)
    const moving = await scene.until('plays the new broadcast', () =>
      scene.viewer.pictures.movingFrom(liveAt),
    )
    scene.figure('pictures after the start', moving - liveAt, 12_000)
    await scene.sees('streams', { status: 'streaming', playback: 'playing', farEnd: null }, 3000)
    nothingOld(scene, faultAt)
  },
}
