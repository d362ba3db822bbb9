import type { PictureLog } from '../observe/picture-log.ts'
import {
  describe,
  matches,
  type ViewMoment,
  type ViewPattern,
  type ViewTimeline,
} from '../observe/view-timeline.ts'
import { seconds, type Report } from './report.ts'

/** What a viewer can do, and what is seen of their player. */
export interface Viewer {
  readonly pictures: PictureLog
  readonly view: ViewTimeline
  /** When there was nothing to play though it should, epoch ms. */
  readonly ranDryAt: readonly number[]
  /** Presses a part of the player, as `data-standby` names it; `false` where there is none. */
  press(part: string): boolean
  pause(): void
  /** What a part of the player says; `null` where there is none. */
  text(part: string): string | null
  /** Cuts the viewer off from every server, and back. */
  setOnline(online: boolean): void
}

/** Thrown when what had to come first never came, so that nothing after it can be told. */
export class SceneEnded extends Error {}

const pollMs = 50
const beatMs = 100
/** A page or a far end that is so late has not the machine that it needs. */
export const lateMs = 1000
/** Nothing is waited for longer than this. */
const maxPatienceMs = 60_000

/**
 * How long to wait for what takes `promisedMs` where nothing else runs: longer by an order, since a busy machine may
 * give a page one second in ten. What never comes is found all the same.
 */
export const patience = (promisedMs: number) => Math.min(maxPatienceMs, Math.max(15_000, 10 * promisedMs))

/** One stream or application, as far as every scene needs it. */
export interface SceneStage<Event, Fault extends string> {
  inject(fault: Fault, params?: Record<string, unknown>): Promise<{ readonly at: number }>
  lift(fault: Fault): Promise<{ readonly at: number }>
  watch(listener: (event: Event) => void): () => void
}

interface StageEvent {
  readonly type: string
  readonly at: number
}

/** What a scenario works with: the stage on one side, the viewer on the other, the report in between. */
export class Scene<Event extends StageEvent, Fault extends string> {
  readonly events: Event[] = []
  /** When this page was so late that what it saw tells of the machine, epoch ms. */
  readonly pageLateAt: number[] = []

  constructor(
    private readonly stage: SceneStage<Event, Fault>,
    readonly viewer: Viewer,
    readonly report: Report,
    private readonly signal: AbortSignal,
  ) {
    const stop = stage.watch((event) => this.events.push(event))
    let beatAt = Date.now()
    const beat = setInterval(() => {
      const now = Date.now()
      if (now - beatAt > beatMs + lateMs) this.pageLateAt.push(now)
      beatAt = now
    }, beatMs)
    signal.addEventListener('abort', () => {
      stop()
      clearInterval(beat)
    })
  }

  async inject(fault: Fault, params?: Record<string, unknown>): Promise<number> {
    const { at } = await this.stage.inject(fault, params)
    this.report.note(`the stage: ${fault}`, at)
    return at
  }

  async lift(fault: Fault): Promise<number> {
    const { at } = await this.stage.lift(fault)
    this.report.note(`the stage: ${fault} is over`, at)
    return at
  }

  /** Waits for an event of the stage at `since` or later. */
  event<Type extends Event['type']>(
    type: Type,
    since: number,
    test: (event: Extract<Event, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<Event, { type: Type }>> {
    const wanted = (event: Event): event is Extract<Event, { type: Type }> =>
      event.type === type && event.at >= since && test(event as Extract<Event, { type: Type }>)
    return this.until(`the stage says ${type}`, () => this.events.find(wanted))
  }

  /**
   * Waits until the view says something; a check that ends the scene when it never does. How long it took is a figure
   * beside `promisedMs`.
   */
  async sees(
    name: string,
    pattern: ViewPattern,
    promisedMs: number,
    since = Date.now(),
  ): Promise<ViewMoment> {
    const find = () => this.viewer.view.since(since).find((moment) => matches(moment, pattern))
    // From now: whoever asks late has not waited yet.
    const found = await this.poll(find, Date.now() + patience(promisedMs))
    const observed = found ? 'seen' : `${describe(this.viewer.view.now)} all the time`
    this.report.check({ name, expected: describe(pattern), observed, passed: found !== undefined })
    if (!found) throw new SceneEnded(`${name}: not seen`)
    this.figure(name, Math.max(0, found.at - since), promisedMs)
    return found
  }

  /**
   * Waits until the test gives something; ends the scene, as a failed check, when it never does. `promisedMs` is how
   * long it takes where nothing else runs; `seen` says what there was instead.
   */
  async until<T>(
    what: string,
    test: () => T | undefined,
    promisedMs = maxPatienceMs,
    seen = () => `the view says ${describe(this.viewer.view.now)}`,
  ): Promise<T> {
    const since = Date.now()
    const found = await this.poll(test, since + patience(promisedMs))
    if (found !== undefined) return found
    this.report.check({
      name: what,
      expected: 'sooner or later',
      observed: `not in ${seconds(Date.now() - since)}; ${seen()}`,
      passed: false,
    })
    throw new SceneEnded(what)
  }

  /** The viewer presses a part of the player; it may have to appear first. */
  async press(part: string, note: string): Promise<number> {
    // What comes of a press happens at the earliest now, and telling of it takes its time.
    const press = () => {
      const at = Date.now()
      return this.viewer.press(part) ? at : undefined
    }
    const at = await this.until(`there is a ${part} to press`, press, 3000)
    this.report.note(note, at)
    return at
  }

  check(name: string, expected: string, observed: string, passed: boolean): void {
    this.report.check({ name, expected, observed, passed })
  }

  /** How long something took beside how long it may take; decides nothing. */
  figure(name: string, ms: number, promisedMs: number): void {
    this.report.figure({ name, ms, promisedMs })
  }

  /** Lets time pass, for what needs time and has no sign: an outage of a certain length. */
  pass(ms: number): Promise<true> {
    const from = Date.now()
    return this.until('time passes', () => (Date.now() - from >= ms ? true : undefined), ms)
  }

  private async poll<T>(test: () => T | undefined, deadline: number): Promise<T | undefined> {
    for (;;) {
      this.signal.throwIfAborted()
      const found = test()
      if (found !== undefined || Date.now() > deadline) return found
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }
}
