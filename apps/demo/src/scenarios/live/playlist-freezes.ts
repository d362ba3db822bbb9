import { asksCalmly, comesBack } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const playlistFreezes: StreamScenario = {
  name: 'playlist-freezes',
  title: 'The playlist freezes, then jumps to the live edge',
  detail:
    'The encoder keeps running, but a cache serves the same playlist for a while. When the playlist is fresh again, the ' +
    'player continues near the live edge and not where the picture stopped.',
  row: 'freeze',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('playlist-freeze')
    const holding = await scene.sees(
      'waits when nothing is left',
      { status: 'reconnecting', reconnect: 'holding', cause: 'far-end' },
      14_000,
      faultAt,
    )
    await scene.pass(1000)
    const cureAt = await scene.lift('playlist-freeze')
    await asksCalmly(scene, holding.at, cureAt)
    await comesBack(scene, { faultAt, cureAt, before, newWithinMs: 3000, movingWithinMs: 5000 })
  },
}
