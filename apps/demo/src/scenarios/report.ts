/** One thing that was looked at: what should have been, what was. */
export interface Check {
  readonly name: string
  readonly expected: string
  readonly observed: string
  readonly passed: boolean
}

/**
 * How long something took, and how long it may take. It never decides: one run on a busy machine tells nothing about
 * the kit. `npm run bench` judges the figures of many runs.
 */
export interface Figure {
  readonly name: string
  readonly ms: number
  readonly promisedMs: number
}

export interface Note {
  /** Epoch ms. */
  readonly at: number
  readonly text: string
}

export type Result = 'running' | 'passed' | 'failed'

export interface ReportState {
  readonly result: Result
  readonly startedAt: number
  readonly notes: readonly Note[]
  readonly checks: readonly Check[]
  readonly figures: readonly Figure[]
}

/** What a scenario did and saw so far. Its state is replaced, never changed, so that a page can watch it. */
export class Report {
  private state: ReportState
  private readonly listeners = new Set<() => void>()

  constructor(startedAt = Date.now()) {
    this.state = { result: 'running', startedAt, notes: [], checks: [], figures: [] }
  }

  get = (): ReportState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  note(text: string, at = Date.now()): void {
    this.change({ notes: [...this.state.notes, { at, text }] })
  }

  check(check: Check): void {
    this.change({ checks: [...this.state.checks, check] })
  }

  figure(figure: Figure): void {
    this.change({ figures: [...this.state.figures, figure] })
  }

  /** Passed only if something was looked at and all of it was as expected. */
  finish(): Result {
    const { checks } = this.state
    const result = checks.length > 0 && checks.every(({ passed }) => passed) ? 'passed' : 'failed'
    this.change({ result })
    return result
  }

  private change(part: Partial<ReportState>): void {
    this.state = { ...this.state, ...part }
    for (const listener of this.listeners) listener()
  }
}

/** `6.3 s`; how every duration in a report is written. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
