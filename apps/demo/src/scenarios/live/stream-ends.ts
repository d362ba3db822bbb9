import { noStalls, nothingOld, seenTimes } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const streamEnds: StreamScenario = {
  name: 'stream-ends',
  title: 'The broadcast ends',
  detail:
    'The playlist gets its end tag while the player still has pictures. They play to the end. Then the session ends.',
  row: 'end',
  async play(scene) {
    await scene.steady()
    const faultAt = await scene.inject('window-expiry')
    await scene.sees(
      'the far end has ended, the picture plays on',
      { status: 'streaming', farEnd: 'ended' },
      4000,
      faultAt,
    )
    const end = await scene.sees(
      'ends after the last picture',
      { status: 'disconnected', code: '1000' },
      15_000,
      faultAt,
    )
    const shown = scene.viewer.pictures.last?.at ?? 0
    scene.figure('the end after the last picture', end.at - shown, 1000)
    await scene.pass(1000)
    seenTimes(scene, 'ends once', 'disconnected', faultAt, 1)
    noStalls(scene, 'no stall before the end', faultAt)
    nothingOld(scene, faultAt)
  },
}
