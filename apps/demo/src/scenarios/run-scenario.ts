import type { Address } from '../address.ts'
import type { Desk } from '../desk/desk.ts'
import type { Show } from '../desk/show.ts'
import { drivenEnvironment, type DrivenEnvironment } from '../player/driven-environment.ts'
import { networkSwitch } from '../player/network-switch.ts'
import type { Observation } from '../player/observe-player.ts'
import { playApplication } from '../player/play-application.ts'
import { refuseAutoplay } from '../player/refuse-autoplay.ts'
import { ApplicationScene } from './interactive/application-scene.ts'
import { StreamScene } from './live/stream-scene.ts'
import type { Report } from './report.ts'
import { isInteractive, type ApplicationScenario, type Scenario, type StreamScenario } from './scenario.ts'
import { SceneEnded, type Viewer } from './scene.ts'

interface Run {
  readonly address: Address
  readonly desk: Desk
  readonly report: Report
  readonly signal: AbortSignal
}

/** Plays a scenario on the desk, from a new show to the last check. Never rejects: what goes wrong is in the report. */
export async function runScenario(
  scenario: Scenario,
  address: Address,
  desk: Desk,
  report: Report,
): Promise<void> {
  const ending = new AbortController()
  const run = { address, desk, report, signal: ending.signal }
  try {
    await (isInteractive(scenario) ? runApplication(scenario, run) : runStream(scenario, run))
  } catch (error) {
    // A scene that ends early has said why.
    if (!(error instanceof SceneEnded)) {
      report.check({
        name: 'the scenario runs',
        expected: 'to its end',
        observed: String(error),
        passed: false,
      })
    }
  } finally {
    ending.abort()
    report.finish()
  }
}

async function runStream(scenario: StreamScenario, { address, desk, report, signal }: Run): Promise<void> {
  const { container, levels } = address
  const allowPlay = scenario.player?.autoplayRefused ? refuseAutoplay() : () => {}
  const { client, session } = await desk.openStream(
    { container, levels, ...scenario.stream },
    scenario.player,
  )
  const { setOnline } = networkSwitch(`${address.stage}/live/`)
  const viewer = viewerOf(await observed(desk, session.media), session, { beforePress: allowPlay, setOnline })
  await scenario.play(new StreamScene(client, viewer, report, signal))
}

async function runApplication(scenario: ApplicationScenario, run: Run): Promise<void> {
  const { desk, report, signal } = run
  const page = scenario.drivesPage ? drivenEnvironment() : null
  const player = { ...scenario.player, ...(page ? { environment: page } : {}) }
  const { client, session } = await desk.openApplication(scenario.application, player)
  const viewer = viewerOf(await observed(desk, session.media), session, {
    // The gateway's requests are not cut off here: the stage drops sockets itself.
    setOnline: () => {},
  })
  const playAgain = (environment: DrivenEnvironment) => playApplication(client, { environment })
  const scene = new ApplicationScene({
    application: client,
    session,
    page,
    playAgain,
    viewer,
    report,
    signal,
  })
  await scenario.play(scene)
}

function viewerOf(
  { pictures, view, root }: Observation,
  { media }: Show['session'],
  { setOnline, beforePress = () => {} }: Pick<Viewer, 'setOnline'> & { beforePress?: () => void },
): Viewer {
  const find = (part: string) => root.querySelector<HTMLElement>(`[data-standby="${part}"]`)
  return {
    pictures,
    view,
    press(part) {
      const element = find(part)
      if (!element) return false
      beforePress()
      element.click()
      return true
    },
    pause: () => media.pause(),
    text: (part) => find(part)?.textContent ?? null,
    setOnline,
  }
}

/** The player comes onto the page with the next commit. */
function observed(desk: Desk, media: Show['session']['media']): Promise<Observation> {
  return new Promise((resolve) => {
    const look = () => {
      const observation = desk.observation.get()
      if (!observation || observation.video !== media.video) return
      stop()
      resolve(observation)
    }
    const stop = desk.observation.subscribe(look)
    look()
  })
}
