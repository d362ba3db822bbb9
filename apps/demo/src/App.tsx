import type { Address } from './address.ts'
import type { Desk } from './desk/desk.ts'
import { ControlDesk } from './desk/ControlDesk.tsx'
import { EventList } from './desk/EventList.tsx'
import { LatencyPlot } from './desk/plots/LatencyPlot.tsx'
import { ResponsePlot } from './desk/plots/ResponsePlot.tsx'
import { PlayerPane } from './player/PlayerPane.tsx'
import { ScenarioPanel } from './scenarios/ScenarioPanel.tsx'
import type { Report } from './scenarios/report.ts'
import type { Scenario } from './scenarios/scenario.ts'
import { ThemeSwitch } from './desk/ThemeSwitch.tsx'
import { useShownKind } from './desk/show/use-shown-kind.ts'
import { WebhookTimeline } from './desk/webhooks/WebhookTimeline.tsx'
import { useStore } from './store.ts'

export interface AppProps {
  address: Address
  desk: Desk
  report: Report | null
  scenario: Scenario | undefined
}

/** Left: what the viewer sees, the plot and the log. Right: what QA controls. */
export function App({ address, desk, report, scenario }: AppProps) {
  const kind = useShownKind(desk, address)
  const webhooks = useStore(desk.webhooks)
  return (
    <div className="page">
      <header className="page-head">
        <h1>Standby</h1>
        <p>QA desk</p>
        <ThemeSwitch />
      </header>
      <main className="page-show">
        <PlayerPane desk={desk} />
        {kind === 'stream' ? <LatencyPlot desk={desk} /> : <ResponsePlot desk={desk} />}
        {webhooks ? <WebhookTimeline log={webhooks} /> : null}
        <EventList log={desk.log} />
      </main>
      <aside className="page-desk" aria-label="Control desk">
        {report ? <ScenarioPanel report={report} scenario={scenario} address={address} /> : null}
        <ControlDesk desk={desk} address={address} />
      </aside>
    </div>
  )
}
