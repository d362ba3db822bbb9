import type { GatewayFaultName } from '@standby/stage/gateway-faults'
import type { ApplicationScenario } from '../scenario.ts'
import { bare, offers } from './expectations.ts'

/** A scenario in which the far end refuses the viewer from the start, and the player asks only once. */
export function refused(
  fault: GatewayFaultName,
  end: { readonly code: string; readonly says: string; readonly offers: string | null },
  words: Pick<ApplicationScenario, 'name' | 'title' | 'detail' | 'over'>,
  more: Pick<NonNullable<ApplicationScenario['player']>, 'faultParams' | 'viewersBefore'> = {},
): ApplicationScenario {
  return {
    ...words,
    row: 'refused',
    application: bare,
    player: { faultBefore: fault, workersBefore: 1, ...more },
    async play(scene) {
      const failed = await scene.sees('fails', { status: 'failed', code: end.code }, 5000)
      await scene.shows('says why', 'disconnect-screen-title', end.says)
      offers(scene, end.offers)
      await scene.pass(1500)
      const { length } = scene.events.filter(({ type }) => type === 'refused' || type === 'ended')
      scene.check('asks once', '1', String(length), length === 1)
      await scene.counts('leaves nothing open', { sockets: 0 }, 1000, failed.at)
    },
  }
}
