import type { PictureLog } from '../observe/picture-log.ts'
import {
  describe,
  matches,
  type ViewMoment,
  type ViewPattern,
  type ViewTimeline,
} from '../observe/view-timeline.ts'
import { seconds, type Report } from './report.ts'

/** What a viewer can do, and what the page observes of their player. */
export interface Viewer {
  readonly pictures: PictureLog
  readonly view: ViewTimeline
  /** When the player ran out of media, epoch ms. */
  readonly ranDryAt: readonly number[]
  /** Presses the part of the player with this `data-standby` value. `false`: there is no such part. */
  press(part: string): boolean
  pause(): void
  /** The text of a part of the player; `null` when there is no such part. */
  text(part: string): string | null
  /** Cuts the viewer's network, or restores it. */
  setOnline(online: boolean): void
}

/** Thrown when a required step never came, so that later checks would mean nothing. */
export class SceneEnded extends Error {}

const pollMs = 50
const beatMs = 100
/** A page or a far end that is later than this runs on a machine that is too busy. */
export const lateMs = 1000
/** Max time to wait for anything. */
const maxPatienceMs = 60_000

/**
 * How long to wait for something that takes `promisedMs` on an idle machine: ten times as long, since a busy machine may
 * give a page one second in ten. Min 15 s, max 60 s.
 */
export const patience = (promisedMs: number) => Math.min(maxPatienceMs, Math.max(15_000, 10 * promisedMs))

/** The part of a stream or an application that every scene needs. */
export interface SceneStage<Event, Fault extends string> {
  inject(fault: Fault, params?: Record<string, unknown>): Promise<{ readonly at: number }>
  lift(fault: Fault): Promise<{ readonly at: number }>
  watch(listener: (event: Event) => void): () => void
}

interface StageEvent {
  readonly type: string
  readonly at: number
}

/** The stage, the viewer and the report of one scenario, with the steps that a scenario is made of. */
export class Scene<Event extends StageEvent, Fault extends string> {
  readonly events: Event[] = []
  /** When this page was later than `lateMs`, epoch ms: what it observed then says nothing about the kit. */
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
   * Waits until the view matches a pattern. If it never does, the check fails and the scene ends. The time since `since`
   * is a figure with `promisedMs`.
   */
  async sees(
    name: string,
    pattern: ViewPattern,
    promisedMs: number,
    since = Date.now(),
  ): Promise<ViewMoment> {
    const find = () => this.viewer.view.since(since).find((moment) => matches(moment, pattern))
    // From now and not from `since`: a late call has not waited yet.
    const found = await this.poll(find, Date.now() + patience(promisedMs))
    const observed = found ? 'seen' : `${describe(this.viewer.view.now)} all the time`
    this.report.check({ name, expected: describe(pattern), observed, passed: found !== undefined })
    if (!found) throw new SceneEnded(`${name}: not seen`)
    this.figure(name, Math.max(0, found.at - since), promisedMs)
    return found
  }

  /**
   * Waits until the test returns a value. If it never does, a check fails and the scene ends. `promisedMs` is the
   * duration on an idle machine. `seen` says what there was instead.
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

  /** Presses a part of the player, and waits for the part first. Returns the time of the press. */
  async press(part: string, note: string): Promise<number> {
    // Read before the press: its effects may be observed before `press` returns.
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

  /** Adds how long something took and how long it may take. It never fails the scenario. */
  figure(name: string, ms: number, promisedMs: number): void {
    this.report.figure({ name, ms, promisedMs })
  }

  /** Waits for a fixed time, where nothing can be observed: an outage of a certain length. */
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
