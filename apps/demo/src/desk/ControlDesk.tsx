import type { Address } from '../address.ts'
import { useStore } from '../store.ts'
import type { Desk } from './desk.ts'
import { FaultPanel } from './FaultPanel.tsx'
import { ScenarioList } from './ScenarioList.tsx'
import { SessionPanel } from './SessionPanel.tsx'
import { StreamPanel } from './StreamPanel.tsx'

/** Everything that QA controls and reads, top to bottom in the order of use. */
export function ControlDesk({ desk, address }: { desk: Desk; address: Address }) {
  const { show, problem } = useStore(desk.state)
  return (
    <>
      {problem ? (
        <p className="problem" role="alert">
          {problem}
        </p>
      ) : null}
      {show ? <SessionPanel session={show.session} /> : null}
      <FaultPanel desk={desk} />
      <StreamPanel desk={desk} address={address} />
      <ScenarioList address={address} />
    </>
  )
}
