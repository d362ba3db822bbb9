import type { ClockReading } from '@standby/stage/clock'

/** One frame that was shown. */
export interface Picture {
  /** When it was shown, epoch ms. */
  readonly at: number
  /** The clock that the encoder painted into it; `null` when it cannot be read. */
  readonly clock: ClockReading | null
}

export interface Stop {
  readonly from: number
  /** `null` while it lasts. */
  readonly until: number | null
}

/** Max gap between moving pictures. At 25 a second they are 40 ms apart, but a busy machine drops some. */
const movingGapMs = 300
const movingPictures = 6
/** The painted clock counts runs modulo this number. */
const paintedRuns = 256
/** A viewer notices a picture that stands still for longer than this. */
export const stopMs = 500

/** Every picture that a viewer was shown, and measurements from these pictures alone. All times are epoch ms. */
export class PictureLog {
  private readonly pictures: Picture[] = []
  private readonly listeners = new Set<(picture: Picture) => void>()
  private newest = 0

  add(picture: Picture): void {
    this.pictures.push(picture)
    this.newest = Math.max(this.newest, picture.clock?.timeMs ?? 0)
    for (const listener of this.listeners) listener(picture)
  }

  on(listener: (picture: Picture) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The newest moment of the broadcast that was shown, epoch ms; 0 before any picture. */
  get newestPaintedMs(): number {
    return this.newest
  }

  get last(): Picture | undefined {
    return this.pictures.at(-1)
  }

  since(at: number): readonly Picture[] {
    const first = this.pictures.findIndex((picture) => picture.at >= at)
    return first < 0 ? [] : this.pictures.slice(first)
  }

  /** Glass-to-glass latency: the median time between painting and showing; `null` when no clock was read. */
  latencyMs(from: number, until = Infinity): number | null {
    const distances = this.since(from)
      .filter((picture) => picture.at <= until)
      .flatMap(({ at, clock }) => (clock ? [at - clock.timeMs] : []))
      .sort((a, b) => a - b)
    return distances[Math.floor(distances.length / 2)] ?? null
  }

  /** The longest jump back in the broadcast, ms: how much old video was shown again. */
  replayedMs(since: number): number {
    let newest = 0
    let replayed = 0
    for (const { at, clock } of this.pictures) {
      if (!clock) continue
      if (at >= since) replayed = Math.max(replayed, newest - clock.timeMs)
      newest = Math.max(newest, clock.timeMs)
    }
    return replayed
  }

  /**
   * The first picture at `since` or later whose painted clock is newer than every picture before `since`. With `run`:
   * the first one of that encoder run.
   */
  firstNew(since: number, run?: number): Picture | undefined {
    const before = this.pictures.filter(({ at }) => at < since)
    const newest = before.reduce((max, { clock }) => Math.max(max, clock?.timeMs ?? 0), 0)
    const ofRun = (clock: ClockReading) => run === undefined || clock.run === run % paintedRuns
    return this.since(since).find(({ clock }) => clock !== null && clock.timeMs > newest && ofRun(clock))
  }

  /** When pictures began to move, at `since` or later; `undefined` while they do not move. */
  movingFrom(since: number): number | undefined {
    const pictures = this.since(since)
    return pictures.find((_, index) => isMoving(pictures.slice(index, index + movingPictures)))?.at
  }

  /** Every time the picture stood still for longer than `stopMs`, from `since` to `until`. */
  stops(since: number, until: number): readonly Stop[] {
    const pictures = this.since(since).filter((picture) => picture.at <= until)
    const shown = [since, ...pictures.map(({ at }) => at)]
    const stops: Stop[] = shown.flatMap((from, index) => {
      const next = shown[index + 1]
      return next !== undefined && next - from > stopMs ? [{ from, until: next }] : []
    })
    const last = pictures.at(-1)?.at ?? since
    return until - last > stopMs ? [...stops, { from: last, until: null }] : stops
  }
}

function isMoving(pictures: readonly Picture[]): boolean {
  return (
    pictures.length === movingPictures &&
    pictures.every(({ at }, index) => index === 0 || at - (pictures[index - 1]?.at ?? 0) < movingGapMs)
  )
}
