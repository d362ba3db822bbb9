import type { Address } from '../address.ts'
import { useStore } from '../store.ts'
import type { Desk } from './desk.ts'
import { FaultPanel } from './faults/FaultPanel.tsx'
import { PoolPanel } from './pool/PoolPanel.tsx'
import { ScenarioList } from './ScenarioList.tsx'
import { SessionPanel } from './SessionPanel.tsx'
import { ShowPanel } from './show/ShowPanel.tsx'
import { useShownKind } from './show/use-shown-kind.ts'
import { WebhookPanel } from './webhooks/WebhookPanel.tsx'

/** Everything that QA controls and reads, in the order of use. */
export function ControlDesk({ desk, address }: { desk: Desk; address: Address }) {
  const { show, problem } = useStore(desk.state)
  const pool = useStore(desk.pool)
  const webhooks = useStore(desk.webhooks)
  const kind = useShownKind(desk, address)
  return (
    <>
      {problem ? (
        <p className="problem" role="alert">
          {problem}
        </p>
      ) : null}
      {show ? <SessionPanel session={show.session} statistics={desk.statistics} /> : null}
      {pool ? <PoolPanel desk={desk} pool={pool} /> : null}
      {webhooks ? <WebhookPanel desk={desk} /> : null}
      <FaultPanel key={kind} desk={desk} kind={kind} />
      <ShowPanel desk={desk} address={address} />
      <ScenarioList address={address} />
    </>
  )
}
