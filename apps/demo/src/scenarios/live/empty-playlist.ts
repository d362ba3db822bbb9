import { segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const emptyPlaylist: StreamScenario = {
  name: 'empty-playlist',
  title: 'The playlist is empty at the start',
  detail:
    'There is a playlist without segments. The viewer is told that the broadcast has not started. Playback begins by itself.',
  row: 'not-live',
  player: { faultBefore: 'empty-playlist' },
  async play(scene) {
    await scene.sees('says that it is not live', { status: 'not-live' }, 5000)
    await scene.pass(1000)
    const cureAt = await scene.lift('empty-playlist')
    const moving = await scene.until('it plays by itself', () => scene.viewer.pictures.movingFrom(cureAt))
    scene.figure('pictures after the first segments', moving - cureAt, segmentMs + 3000)
    await scene.sees('streams', { status: 'streaming', playback: 'playing' }, 3000)
  },
}
