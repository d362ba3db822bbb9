import type { ApplicationOptions, PixelStreamOptions } from '@standby/stage'
import type { Address, Protocol } from '../address.ts'
import type { Desk } from '../desk/desk.ts'
import type { InteractiveShow, Show } from '../desk/show/show.ts'
import { drivenEnvironment, type DrivenEnvironment } from '../player/driven-environment.ts'
import { networkSwitch } from '../player/network-switch.ts'
import type { Observation } from '../player/observe-player.ts'
import { playApplication } from '../player/play-application.ts'
import { playPixelStream } from '../player/play-pixel-stream.ts'
import { refuseAutoplay } from '../player/refuse-autoplay.ts'
import { ApplicationScene } from './interactive/application-scene.ts'
import { StreamScene } from './live/stream-scene.ts'
import type { Report } from './report.ts'
import {
  isInteractive,
  protocolsOf,
  type ApplicationScenario,
  type Scenario,
  type StreamScenario,
} from './scenario.ts'
import { SceneEnded, type Viewer } from './scene.ts'

interface Run {
  readonly address: Address
  readonly desk: Desk
  readonly report: Report
  readonly signal: AbortSignal
}

/** Four segments at the start: a player starts three segments before the end, and older ones only take time. */
const pastMs = 8000

/** Plays a scenario on the desk, from a new show to the last check. Never rejects: errors are in the report. */
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
    // A scene that ends early has already added its failed check.
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
    { container, levels, warmMs: pastMs, ...scenario.stream },
    scenario.player,
  )
  const { setOnline } = networkSwitch(`${address.stage}/live/`)
  const viewer = viewerOf(await observed(desk, session.media), session, { beforePress: allowPlay, setOnline })
  await scenario.play(new StreamScene(client, viewer, report, signal))
}

async function runApplication(scenario: ApplicationScenario, run: Run): Promise<void> {
  const { address, desk, report, signal } = run
  if (!protocolsOf(scenario).includes(address.protocol))
    throw new Error(`it is not played over ${address.protocol}`)
  const page = scenario.drivesPage ? drivenEnvironment() : null
  const player = { ...scenario.player, ...(page ? { environment: page } : {}) }
  const show = await (address.protocol === 'standby'
    ? desk.openApplication(scenario.application, player)
    : desk.openPixelStream(asPixelStream(scenario.application, address.protocol), player))
  const { client, session } = show
  const viewer = viewerOf(await observed(desk, session.media), session, {
    // Interactive scenarios do not use it: the stage drops sockets itself.
    setOnline: () => {},
  })
  const scene = new ApplicationScene({
    application: client,
    session,
    page,
    playAgain: (environment) => playAgain(show, environment),
    viewer,
    report,
    signal,
  })
  await scenario.play(scene)
}

/** The same application over another protocol. */
function asPixelStream(
  { workers = 1, media, width, height, fps, kbps, updateMs, maxRuntimeMs }: ApplicationOptions,
  vendor: Exclude<Protocol, 'standby'>,
): PixelStreamOptions {
  const same = { media, width, height, fps, kbps, updateMs, maxRuntimeMs }
  const given = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined))
  return { vendor, streamers: workers, playersPerStreamer: 1, ...given }
}

function playAgain(show: InteractiveShow, environment: DrivenEnvironment): Show['session'] {
  return show.kind === 'application'
    ? playApplication(show.client, { environment })
    : playPixelStream(show.client, { environment })
}

function viewerOf(
  { pictures, view, ranDryAt, root }: Observation,
  { media }: Show['session'],
  { setOnline, beforePress = () => {} }: Pick<Viewer, 'setOnline'> & { beforePress?: () => void },
): Viewer {
  const find = (part: string) => root.querySelector<HTMLElement>(`[data-standby="${part}"]`)
  return {
    pictures,
    view,
    ranDryAt,
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

/** Resolves when the player is on the page, which needs React's next commit. */
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
