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

/** A worker is a process that starts, renders and encodes; on a busy machine that takes its time. */
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
    /** Where the scenario drives it. */
    page: DrivenEnvironment | null
    /** Another session with the same application, in surroundings of its own. */
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

  /** The surroundings of the session, for a scenario with `drivesPage`. */
  get page(): DrivenEnvironment {
    if (this.driven) return this.driven
    throw new Error('Standby: a scenario that drives the page has to say so with `drivesPage: true`.')
  }

  /** Waits until the picture moves; says by which worker it is painted, and since when. */
  async streams(since = Date.now()): Promise<{ readonly worker: number; readonly at: number }> {
    await this.sees('streams', { status: 'streaming', playback: 'playing' }, startsWithinMs, since)
    const { pictures } = this.viewer
    const at = await this.until('the picture moves', () => pictures.movingFrom(since))
    const worker = await this.until('the picture says who painted it', () => this.worker)
    this.report.note(`worker ${worker} is seen`, at)
    return { worker, at }
  }

  /** What a second tab would run that the browser copied from this one, storage included. Whoever asks destroys it. */
  duplicateTab(): Session {
    return this.playAgain(drivenEnvironment(this.page.copyStorage()))
  }

  /** Who painted the picture that is seen now. */
  get worker(): number | undefined {
    return this.viewer.pictures.last?.clock?.run
  }

  /** The place in the queue as the viewer reads it; `null` where none is shown. */
  get position(): number | null {
    const text = this.viewer.text('queue-overlay-position')
    return text === null ? null : Number(text.replaceAll(/\D/g, ''))
  }

  /** Waits until the viewer reads that place in the queue. */
  async stands(at: number): Promise<void> {
    const name = `place ${at} in the queue`
    await this.until(name, () => (this.position === at ? true : undefined))
    this.check(name, String(at), String(at), true)
  }

  /** Waits until a part of the player is shown, and checks what it says where that matters. */
  async shows(name: string, part: string, says: string | null = null): Promise<void> {
    const text = await this.until(`${name}: ${part}`, () => this.viewer.text(part) ?? undefined)
    this.check(name, says ?? part, says === null ? part : text, says === null || text.includes(says))
  }

  /** Waits until the stage counts what was expected; a failed check when it never does. How soon is a figure. */
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

  /** A human presses a key, somewhere on the page. */
  input(): number {
    const at = Date.now()
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'w', code: 'KeyW', bubbles: true }))
    document.body.dispatchEvent(new KeyboardEvent('keyup', { key: 'w', code: 'KeyW', bubbles: true }))
    this.report.note('the viewer presses a key', at)
    return at
  }
}
