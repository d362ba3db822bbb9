import type { Address } from '../address.ts'
import type { Desk, Show } from '../desk/desk.ts'
import { networkSwitch } from '../player/network-switch.ts'
import type { Observation } from '../player/observe-player.ts'
import { refuseAutoplay } from '../player/refuse-autoplay.ts'
import type { Report } from './report.ts'
import type { Scenario } from './scenario.ts'
import { Scene, SceneEnded, type Viewer } from './scene.ts'

/** Plays a scenario on the desk, from a new stream to the last check. Never rejects: what goes wrong is in the report. */
export async function runScenario(
  scenario: Scenario,
  address: Address,
  desk: Desk,
  report: Report,
): Promise<void> {
  const { container, levels } = address
  const ending = new AbortController()
  const allowPlay = scenario.player?.autoplayRefused ? refuseAutoplay() : () => {}
  try {
    const { stream, session } = await desk.open({ container, levels, ...scenario.stream }, scenario.player)
    const observation = await observed(desk, session.media)
    const network = networkSwitch(`${address.stage}/live/`)
    const viewer: Viewer = {
      pictures: observation.pictures,
      view: observation.view,
      press(part) {
        const element = observation.root.querySelector<HTMLElement>(`[data-standby="${part}"]`)
        if (!element) return false
        allowPlay()
        element.click()
        return true
      },
      pause: () => session.media.pause(),
      setOnline: network.setOnline,
    }
    await scenario.play(new Scene(stream, viewer, report, ending.signal))
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
