import type { GatewayFaultName } from '@standby/stage/gateway-faults'
import type { ApplicationScenario } from '../scenario.ts'
import { nothingLeft, offers, small } from './expectations.ts'

/** A scenario in which the far end ends the session while the picture moves. */
export function ended(
  fault: GatewayFaultName,
  end: {
    readonly status: 'disconnected' | 'failed'
    readonly code: string
    readonly says: string
    readonly offers: string | null
  },
  words: Pick<ApplicationScenario, 'name' | 'title' | 'detail' | 'over'>,
): ApplicationScenario {
  return {
    ...words,
    row: 'ends',
    application: small,
    async play(scene) {
      await scene.streams()
      const faultAt = await scene.inject(fault)
      await scene.sees('ends', { status: end.status, code: end.code }, 2000, faultAt)
      await scene.shows('says why', 'disconnect-screen-title', end.says)
      offers(scene, end.offers)
      await nothingLeft(scene, faultAt, 3000)
    },
  }
}
