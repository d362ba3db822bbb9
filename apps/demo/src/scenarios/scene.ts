import type { StreamEvent } from '@standby/stage'
import type { FaultName } from '@standby/stage/faults'
import { STOP_MS, type PictureLog } from '../observe/picture-log.ts'
import {
  describe,
  matches,
  type ViewMoment,
  type ViewPattern,
  type ViewTimeline,
} from '../observe/view-timeline.ts'
import type { StreamClient } from '../stage/stage-client.ts'
import { seconds, type Report } from './report.ts'

/** What a viewer can do, and what is seen of their player. */
export interface Viewer {
  readonly pictures: PictureLog
  readonly view: ViewTimeline
  /** Presses a part of the player, as `data-standby` names it; `false` where there is none. */
  press(part: string): boolean
  pause(): void
  /** Cuts the viewer off from every server, and back. */
  setOnline(online: boolean): void
}

/** How the player did before anything went wrong. */
export interface Steady {
  readonly latencyMs: number
  readonly at: number
}

/** Thrown when what had to come first never came, so that nothing after it can be told. */
export class SceneEnded extends Error {}

const STEADY_MS = 6000
/** Five target durations, and what it takes from the camera to the list: nobody is left further behind. */
const FURTHEST_MS = 11_000
const POLL_MS = 50

/** What a scenario works with: the stage on one side, the viewer on the other, the report in between. */
export class Scene {
  readonly events: StreamEvent[] = []

  constructor(
    readonly stream: StreamClient,
    readonly viewer: Viewer,
    readonly report: Report,
    private readonly signal: AbortSignal,
  ) {
    const stop = stream.watch((event) => this.events.push(event))
    signal.addEventListener('abort', stop)
  }

  async inject(fault: FaultName, params?: Record<string, unknown>): Promise<number> {
    const { at } = await this.stream.inject(fault, params)
    this.report.note(`the stage: ${fault}`, at)
    return at
  }

  async lift(fault: FaultName): Promise<number> {
    const { at } = await this.stream.lift(fault)
    this.report.note(`the stage: ${fault} is over`, at)
    return at
  }

  /** Waits for an event of the stream at `since` or later. */
  event<Type extends StreamEvent['type']>(
    type: Type,
    since: number,
    test: (event: Extract<StreamEvent, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<StreamEvent, { type: Type }>> {
    const wanted = (event: StreamEvent): event is Extract<StreamEvent, { type: Type }> =>
      event.type === type && event.at >= since && test(event as Extract<StreamEvent, { type: Type }>)
    return this.until(`the stage says ${type}`, () => this.events.find(wanted), 30_000)
  }

  /** Waits for the first listed segment of the encoder that starts at `since` or later. */
  async newRun(since: number): Promise<{ readonly at: number; readonly run: number }> {
    const { run } = await this.event('encoder-started', since)
    return this.event('segment-listed', since, (event) => event.run === run)
  }

  /** Waits until the view says something; a check that ends the scene when it fails. */
  async sees(name: string, pattern: ViewPattern, withinMs: number, since = Date.now()): Promise<ViewMoment> {
    const find = () => this.viewer.view.since(since).find((moment) => matches(moment, pattern))
    const expected = `${describe(pattern)} within ${seconds(withinMs)}`
    const found = await this.poll(find, since + withinMs)
    const observed = found
      ? `after ${seconds(Math.max(0, found.at - since))}`
      : `${describe(this.viewer.view.now)} all the time`
    this.report.check({ name, expected, observed, passed: found !== undefined })
    if (!found) throw new SceneEnded(`${name}: not seen`)
    return found
  }

  /**
   * Waits until the test gives something; ends the scene, as a failed check, when it does not in time. `seen` says what
   * there was instead.
   */
  async until<T>(
    what: string,
    test: () => T | undefined,
    withinMs: number,
    seen = () => `the view says ${describe(this.viewer.view.now)}`,
  ): Promise<T> {
    const since = Date.now()
    const found = await this.poll(test, since + withinMs)
    if (found !== undefined) return found
    this.report.check({
      name: what,
      expected: `within ${seconds(withinMs)}`,
      observed: `not in ${seconds(Date.now() - since)}; ${seen()}`,
      passed: false,
    })
    throw new SceneEnded(what)
  }

  /** The viewer presses a part of the player; it may have to appear first. */
  async press(part: string, note: string): Promise<number> {
    await this.until(`there is a ${part} to press`, () => (this.viewer.press(part) ? true : undefined), 3000)
    this.report.note(note)
    return Date.now()
  }

  check(name: string, expected: string, observed: string, passed: boolean): void {
    this.report.check({ name, expected, observed, passed })
  }

  /** Lets time pass, for what needs time and has no sign: an outage of a certain length. */
  pass(ms: number): Promise<true> {
    const from = Date.now()
    return this.until('time passes', () => (Date.now() - from >= ms ? true : undefined), ms + 5000)
  }

  /** Waits until the player has played smoothly for a while, and measures how. */
  async steady(): Promise<Steady> {
    const { pictures, view } = this.viewer
    const playing = () => view.now?.status === 'streaming' && view.now.playback === 'playing'
    const smooth = () => {
      const now = Date.now()
      const first = pictures.since(now - STEADY_MS)[0]
      const long = first !== undefined && first.at < now - STEADY_MS + STOP_MS
      const near = (pictures.latencyMs(now - 1000) ?? Infinity) < FURTHEST_MS
      return long && near && playing() && pictures.stops(first.at, now).length === 0 ? now : undefined
    }
    const seen = () => {
      const now = Date.now()
      const latency = pictures.latencyMs(now - 1000)
      const stops = pictures.stops(now - STEADY_MS, now).map(({ from, until }) => (until ?? now) - from)
      return [
        `the view says ${describe(view.now)}`,
        latency === null ? 'no picture' : `${seconds(latency)} behind`,
        `stood still for ${stops.map(seconds).join(', ') || 'no time'} lately`,
      ].join('; ')
    }
    const at = await this.until('plays smoothly before anything happens', smooth, 40_000, seen)
    const latencyMs = await this.until(
      'the painted clock can be read',
      () => pictures.latencyMs(at - 2000) ?? undefined,
      5000,
    )
    this.report.note(`plays, ${seconds(latencyMs)} behind the encoder`, at)
    return { latencyMs, at }
  }

  private async poll<T>(test: () => T | undefined, deadline: number): Promise<T | undefined> {
    for (;;) {
      this.signal.throwIfAborted()
      const found = test()
      if (found !== undefined || Date.now() > deadline) return found
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }
}
