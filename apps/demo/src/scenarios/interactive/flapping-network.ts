import type { ApplicationScenario } from '../scenario.ts'
import { pictureStayed, sameWorker, small, stayed } from './expectations.ts'

const dropCount = 5

export const flappingNetwork: ApplicationScenario = {
  name: 'flapping-network',
  title: 'The network flaps',
  detail: `The socket dies ${dropCount} times in a row, each time as soon as it is back. The picture goes on, and one session is left.`,
  row: 'resume',
  application: small,
  async play(scene) {
    const { worker } = await scene.streams()
    const since = Date.now()
    for (let drop = 1; drop <= dropCount; drop++) {
      const faultAt = await scene.inject('network-drop')
      await scene.event('resumed', faultAt)
    }
    await scene.sees('signalling is back', { status: 'streaming', signalling: null }, 3000)
    stayed(scene, 'streaming', since)
    await pictureStayed(scene, since)
    sameWorker(scene, worker)
    await scene.counts('one of everything', { sessions: 1, sockets: 1, peerConnections: 1 }, 2000)
  },
}
