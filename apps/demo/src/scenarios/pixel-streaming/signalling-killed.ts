import { pictureStayed, sameWorker, small, stayed } from '../interactive/expectations.ts'
import type { ApplicationScenario } from '../scenario.ts'

export const signallingKilled: ApplicationScenario = {
  name: 'signalling-killed',
  title: 'The signalling server is killed',
  detail:
    'Its process dies and its port refuses, while media flows. The picture goes on until the server is back. Then another player takes over, almost without a stop.',
  over: ['epic'],
  row: 'resume',
  application: small,
  async play(scene) {
    const { worker } = await scene.streams()
    const faultAt = await scene.inject('server-kill')
    const lost = await scene.sees(
      'signalling is lost',
      { status: 'streaming', signalling: 'lost' },
      3000,
      faultAt,
    )
    await scene.pass(2000)
    await scene.lift('server-kill')
    await scene.sees('signalling is back', { status: 'streaming', signalling: null }, 20_000, lost.at + 1)
    stayed(scene, 'streaming', faultAt)
    // Epic's protocol cannot resume a player: another one takes over.
    await pictureStayed(scene, faultAt, 1500)
    sameWorker(scene, worker)
    await scene.counts('one of everything', { sessions: 1, sockets: 1, peerConnections: 1 }, 3000)
  },
}
