import type { Session } from '@standby/core'
import { drivenEnvironment, type DrivenEnvironment } from '../../player/driven-environment.ts'
import type {
  InteractiveClient,
  InteractiveEvent,
  InteractiveFaultName,
} from '../../stage/interactive-client.ts'
import type { PoolState } from '../../stage/pool-state.ts'
import type { Report } from '../report.ts'
import { patience, Scene, type Viewer } from '../scene.ts'

/** A worker is a process that starts, renders and encodes. On a busy machine this is slow. */
const startsWithinMs = 20_000

/** An interactive application, and the viewer who uses it. */
export class ApplicationScene extends Scene<InteractiveEvent, InteractiveFaultName> {
  readonly application: InteractiveClient
  readonly session: Session
  private readonly driven: DrivenEnvironment | null
  private readonly playAgain: (environment: DrivenEnvironment) => Session

  constructor(given: {
    application: InteractiveClient
    session: Session
    /** The environment of a scenario with `drivesPage`; otherwise `null`. */
    page: DrivenEnvironment | null
    /** Creates another session with the same application in its own environment. */
    playAgain: (environment: DrivenEnvironment) => Session
    viewer: Viewer
    report: Report
    signal: AbortSignal
  }) {
    super(given.application, given.viewer, given.report, given.signal)
    this.application = given.application
    this.session = given.session
    this.driven = given.page
    this.playAgain = given.playAgain
  }

  /** The environment of the session. Throws in a scenario without `drivesPage`. */
  get page(): DrivenEnvironment {
    if (this.driven) return this.driven
    throw new Error(
      'Standby: the scenario uses `scene.page` but does not drive the page, so there is no environment to change. Set `drivesPage: true` on the scenario.',
    )
  }

  /** Waits until the picture moves. Returns the worker that paints it, and when it began to move. */
  async streams(since = Date.now()): Promise<{ readonly worker: number; readonly at: number }> {
    await this.sees('streams', { status: 'streaming', playback: 'playing' }, startsWithinMs, since)
    const { pictures } = this.viewer
    const at = await this.until('the picture moves', () => pictures.movingFrom(since))
    const worker = await this.until('the picture says who painted it', () => this.worker)
    this.report.note(`worker ${worker} is seen`, at)
    return { worker, at }
  }

  /** The session of a duplicated tab, with a copy of this tab's storage. The caller destroys it. */
  duplicateTab(): Session {
    return this.playAgain(drivenEnvironment(this.page.copyStorage()))
  }

  /** The worker that painted the current picture. */
  get worker(): number | undefined {
    return this.viewer.pictures.last?.clock?.run
  }

  /** The place in the queue that the player shows; `null` when it shows none. */
  get position(): number | null {
    const text = this.viewer.text('queue-overlay-position')
    return text === null ? null : Number(text.replaceAll(/\D/g, ''))
  }

  /** Waits until the player shows this place in the queue. */
  async stands(at: number): Promise<void> {
    const name = `place ${at} in the queue`
    await this.until(name, () => (this.position === at ? true : undefined))
    this.check(name, String(at), String(at), true)
  }

  /** Waits until a part of the player is shown. With `says`: checks that its text contains it. */
  async shows(name: string, part: string, says: string | null = null): Promise<void> {
    const text = await this.until(`${name}: ${part}`, () => this.viewer.text(part) ?? undefined)
    this.check(name, says ?? part, says === null ? part : text, says === null || text.includes(says))
  }

  /** Waits until the stage has the expected counts. If it never does, the check fails. The time it took is a figure. */
  async counts(
    name: string,
    expected: Partial<Pick<PoolState, 'sessions' | 'sockets' | 'peerConnections' | 'queue'>>,
    promisedMs: number,
    since = Date.now(),
  ): Promise<void> {
    const wanted = Object.entries(expected) as [keyof typeof expected, number][]
    const words = (counts: typeof expected) => wanted.map(([key]) => `${key} ${counts[key]}`).join(', ')
    const deadline = Date.now() + patience(promisedMs)
    for (;;) {
      const state = await this.application.look()
      const passed = wanted.every(([key, count]) => state[key] === count)
      if (passed || Date.now() > deadline) {
        this.check(name, words(expected), words(state), passed)
        if (passed) this.figure(name, Math.max(0, Date.now() - since), promisedMs)
        return
      }
      await this.pass(50)
    }
  }

  /** Presses a key on the page, as human input. */
  input(): number {
    const at = Date.now()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'w', code: 'KeyW', bubbles: true }))
    document.body.dispatchEvent(new KeyboardEvent('keyup', { key: 'w', code: 'KeyW', bubbles: true }))
    this.report.note('the viewer presses a key', at)
    return at
  }
}
