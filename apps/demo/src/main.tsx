import '@standby/react/styles.css'
import './demo.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { readAddress, type Address } from './address.ts'
import { Desk } from './desk/desk.ts'
import { findScenario } from './scenarios/list.ts'
import { Report } from './scenarios/report.ts'
import { runScenario } from './scenarios/run-scenario.ts'

const address = readAddress(location.search)
const desk = new Desk(address.stage)
const scenario = address.scenario === null ? undefined : findScenario(address.scenario)
const report = address.scenario === null ? null : new Report()

if (report) {
  const tell = () => (document.documentElement.dataset['scenarioResult'] = report.get().result)
  report.subscribe(tell)
  tell()
}

createRoot(document.querySelector('#root') as HTMLElement).render(
  <StrictMode>
    <App address={address} desk={desk} report={report} scenario={scenario} />
  </StrictMode>,
)

if (report && scenario) {
  void runScenario(scenario, address, desk, report)
} else if (report) {
  report.check({
    name: 'there is such a scenario',
    expected: 'a name of /scenarios.json',
    observed: String(address.scenario),
    passed: false,
  })
  report.finish()
} else {
  const { profile, platform, container, levels, application, pixelStream } = address
  const opening: Record<Address['show'], () => Promise<unknown>> = {
    stream: () => desk.openStream({ profile, platform, container, levels }),
    application: () => desk.openWish(application),
    'pixel-stream': () => desk.openPixelStreamWish(pixelStream),
  }
  // The desk shows the problem.
  opening[address.show]().catch(() => undefined)
}

// Encoders and workers are processes: a page that closes must end them.
window.addEventListener('pagehide', () => void desk.close())
