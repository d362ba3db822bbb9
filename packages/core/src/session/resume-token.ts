import type { StreamSource } from '../source/source-contract.ts'
import type { Environment } from '../environment/environment.ts'

export interface KeptToken {
  readonly token: string
  /** Until when the far end accepts it: local epoch, ms. */
  readonly until: number
}

export interface ResumeTokens {
  /** Returns the token of the page before its reload and removes it. `null` if none is kept. */
  claim(): KeptToken | null
  readonly isKept: boolean
  /** Called while the page is hidden or unloading. */
  keep(kept: KeptToken): void
  forget(): void
  /** Sets the token in use, `null` for none. Another tab that claims it takes the session over. */
  use(token: string | null): void
}

/**
 * Keeps a resume token in the tab's storage, only while the page is hidden or unloading. Browsers copy the
 * storage into tabs that are opened from this one, and two tabs must not resume one session.
 */
export function resumeTokens(
  { kind, id }: StreamSource,
  environment: Environment,
  takenOver: () => void,
): ResumeTokens {
  const key = `standby:resume:${kind}:${id}`
  const { storage } = environment
  let inUse: string | null = null
  let tabs: ReturnType<Environment['channel']> = null

  // Storage may throw at any time (private windows, quotas). Then nothing is kept.
  const attempt = <T>(run: () => T, otherwise: T): T => {
    try {
      return run()
    } catch {
      return otherwise
    }
  }
  const read = (): KeptToken | null =>
    attempt(() => {
      const { token, until } = JSON.parse(storage?.getItem(key) ?? '{}') as Record<string, unknown>
      return typeof token === 'string' && Number(until) > environment.now()
        ? { token, until: Number(until) }
        : null
    }, null)
  const forget = () => attempt(() => storage?.removeItem(key), undefined)

  return {
    claim() {
      const kept = read()
      forget()
      if (kept) {
        const others = environment.channel(key, () => {})
        others?.post(kept.token)
        others?.close()
      }
      return kept
    },
    get isKept() {
      return read() !== null
    },
    keep: (kept) => attempt(() => storage?.setItem(key, JSON.stringify(kept)), undefined),
    forget,
    use(token) {
      if (token === inUse) return
      inUse = token
      tabs?.close()
      tabs = token === null ? null : environment.channel(key, (claimed) => claimed === inUse && takenOver())
    },
  }
}
