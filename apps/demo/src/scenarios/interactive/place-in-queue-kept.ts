import type { GatewayFaultName } from '@standby/stage/gateway-faults'
import type { ApplicationScenario } from '../scenario.ts'
import { bare } from './expectations.ts'

/** A scenario in which a viewer in the queue loses the connection and keeps the place. */
export function placeInQueueKept(
  fault: GatewayFaultName,
  code: string,
  words: Pick<ApplicationScenario, 'name' | 'title' | 'detail'>,
): ApplicationScenario {
  return {
    ...words,
    row: 'queue',
    application: bare,
    player: { workersBefore: 1, viewersBefore: 3 },
    async play(scene) {
      await scene.stands(3)
      await scene.application.addViewers(4)
      const faultAt = await scene.inject(fault)
      await scene.sees('comes back', { status: 'reconnecting', reconnect: 'retrying', code }, 2000, faultAt)
      await scene.sees('waits again', { status: 'queued' }, 4000, faultAt + 1)
      await scene.stands(3)
    },
  }
}
