import type { GatewayFaultName } from '@standby/stage/gateway-faults'
import type { ApplicationScenario } from '../scenario.ts'
import { pictureStayed, sameWorker, small, stayed } from './expectations.ts'

/** A scenario in which the socket is lost while media flows. */
export function signallingLost(
  fault: GatewayFaultName,
  words: Pick<ApplicationScenario, 'name' | 'title' | 'detail' | 'over'>,
): ApplicationScenario {
  return {
    ...words,
    row: 'resume',
    application: small,
    async play(scene) {
      const { worker } = await scene.streams()
      const faultAt = await scene.inject(fault)
      const lost = await scene.sees(
        'signalling is lost',
        { status: 'streaming', signalling: 'lost' },
        3000,
        faultAt,
      )
      await scene.sees('signalling is back', { status: 'streaming', signalling: null }, 5000, lost.at + 1)
      stayed(scene, 'streaming', faultAt)
      await pictureStayed(scene, faultAt)
      sameWorker(scene, worker)
      await scene.counts('one of everything', { sessions: 1, sockets: 1, peerConnections: 1 }, 2000)
    },
  }
}
