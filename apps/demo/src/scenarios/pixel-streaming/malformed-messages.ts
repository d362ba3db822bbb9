import { pictureStayed, small, stayed } from '../interactive/expectations.ts'
import type { ApplicationScenario } from '../scenario.ts'

export const malformedMessages: ApplicationScenario = {
  name: 'malformed-messages',
  title: 'Malformed messages',
  detail:
    'The server sends broken and oversized messages on the socket and on the data channel. The player drops them, and the session goes on.',
  over: ['epic'],
  row: 'hostile',
  application: small,
  async play(scene) {
    await scene.streams()
    const faultAt = await scene.inject('malformed')
    await scene.inject('malformed-data')
    await scene.pass(2000)
    stayed(scene, 'streaming', faultAt)
    await pictureStayed(scene, faultAt)
    await scene.counts('one of everything', { sessions: 1, sockets: 1, peerConnections: 1 }, 2000)
  },
}
