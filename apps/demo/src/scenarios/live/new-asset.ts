import { nothingOld } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const newAsset: StreamScenario = {
  name: 'new-asset',
  title: 'The broadcast goes on at a new URL',
  detail:
    'The stream ends, and the broadcast goes on as a new asset. The player asks the app for the new URL and plays it.',
  row: 'again',
  player: { watchForRestart: true, refreshable: true },
  async play(scene) {
    await scene.steady()
    const faultAt = await scene.inject('new-asset')
    const { at: cureAt } = await scene.event('new-asset', faultAt)
    const { viewer } = scene
    await scene.sees('the old asset is over', { status: 'not-live' }, 15_000, faultAt)
    const waitsFrom = Math.max(cureAt, Date.now())
    const moving = await scene.until('plays the new asset', () => viewer.pictures.movingFrom(waitsFrom))
    scene.figure('pictures after the old end', moving - waitsFrom, 8000)
    await scene.sees('streams', { status: 'streaming', playback: 'playing', farEnd: null }, 3000)
    nothingOld(scene, faultAt)
  },
}
