/** The attributes of StreamView's root at one moment: the words of the DOM contract. */
export interface ViewMoment {
  /** Epoch ms. */
  readonly at: number
  readonly status: string | null
  readonly playback: string | null
  readonly reconnect: string | null
  readonly cause: string | null
  readonly farEnd: string | null
  readonly code: string | null
  readonly signalling: string | null
}

type Word = Exclude<keyof ViewMoment, 'at'>

const attributes: Record<Word, string> = {
  status: 'data-status',
  playback: 'data-playback',
  reconnect: 'data-reconnect',
  cause: 'data-cause',
  farEnd: 'data-far-end',
  code: 'data-code',
  signalling: 'data-signalling',
}
const words = Object.keys(attributes) as Word[]

/** The values that a moment must have. Words that are not named may have any value. */
export type ViewPattern = { readonly [K in Word]?: string | null | readonly (string | null)[] }

/** Every moment of one StreamView, oldest first. */
export class ViewTimeline {
  private readonly moments: ViewMoment[] = []
  private readonly listeners = new Set<(moment: ViewMoment) => void>()

  get all(): readonly ViewMoment[] {
    return this.moments
  }

  get now(): ViewMoment | undefined {
    return this.moments.at(-1)
  }

  on(listener: (moment: ViewMoment) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Adds a moment with the element's attributes, unless nothing changed. */
  read(element: Element, at = Date.now()): void {
    const values = Object.fromEntries(words.map((word) => [word, element.getAttribute(attributes[word])]))
    const moment = { at, ...values } as ViewMoment
    const before = this.now
    if (before && words.every((word) => before[word] === moment[word])) return
    this.moments.push(moment)
    for (const listener of this.listeners) listener(moment)
  }

  /** The moments after `at`, and the one that was current at `at`. */
  since(at: number): readonly ViewMoment[] {
    const after = this.moments.findIndex((moment) => moment.at > at)
    return this.moments.slice(Math.max(0, (after < 0 ? this.moments.length : after) - 1))
  }
}

/** Keeps a timeline of an element. Returns the function that stops. */
export function watchView(element: Element, timeline: ViewTimeline): () => void {
  timeline.read(element)
  const observer = new MutationObserver(() => timeline.read(element))
  observer.observe(element, { attributes: true, attributeFilter: Object.values(attributes) })
  return () => observer.disconnect()
}

export function matches(moment: ViewMoment, pattern: ViewPattern): boolean {
  return Object.entries(pattern).every(([word, wanted]) => {
    const value = moment[word as Word]
    return Array.isArray(wanted) ? wanted.includes(value) : wanted === value
  })
}

/** Writes a moment or a pattern for a report, such as `status reconnecting, cause far-end`. */
export function describe(said: ViewPattern | ViewMoment | undefined): string {
  if (!said) return 'nothing'
  const parts = words.flatMap((word) => {
    const value = said[word]
    if (value === undefined || (value === null && 'at' in said)) return []
    const text = Array.isArray(value) ? value.map((one) => one ?? 'none').join(' or ') : (value ?? 'none')
    return [`${attributes[word].slice('data-'.length)} ${text}`]
  })
  return parts.join(', ')
}
