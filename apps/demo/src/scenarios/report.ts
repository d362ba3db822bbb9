/** One check: what was expected, and what was observed. */
export interface Check {
  readonly name: string
  readonly expected: string
  readonly observed: string
  readonly passed: boolean
}

/**
 * How long something took, and how long it may take. A figure never fails a scenario: one run on a busy machine says
 * nothing about the kit. `npm run bench` judges the figures of many runs.
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

/** The progress of a scenario. Its state is replaced, never mutated, so that a page can subscribe to it. */
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

  /** `passed` when there is at least one check and every check passed; otherwise `failed`. */
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

/** Writes a duration for a report, such as `6.3 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
