import type { StreamSource } from './contract.ts'
import type { Environment } from './environment.ts'

export interface ResumeTokens {
  /** The token of a page that was reloaded, `null` where none is kept. Taken once: it is removed. */
  claim(): string | null
  readonly isKept: boolean
  /** While the page goes away; the token stays good until `until` (local epoch, ms). */
  keep(token: string, until: number): void
  forget(): void
  /** The token in use, `null` for none: another tab that claims it takes the session over. */
  use(token: string | null): void
}

/**
 * A resume token in the tab's storage, there only while the page is hidden or unloading: browsers copy the
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

  // Storage may refuse at any time (private windows, quotas): then nothing is kept.
  const attempt = <T>(run: () => T, otherwise: T): T => {
    try {
      return run()
    } catch {
      return otherwise
    }
  }
  const read = (): string | null =>
    attempt(() => {
      const kept = JSON.parse(storage?.getItem(key) ?? 'null') as { token?: unknown; until?: unknown } | null
      return typeof kept?.token === 'string' && Number(kept.until) > environment.now() ? kept.token : null
    }, null)
  const forget = () => attempt(() => storage?.removeItem(key), undefined)

  return {
    claim() {
      const token = read()
      forget()
      if (token !== null) {
        const others = environment.channel(key, () => {})
        others?.post(token)
        others?.close()
      }
      return token
    },
    get isKept() {
      return read() !== null
    },
    keep: (token, until) => attempt(() => storage?.setItem(key, JSON.stringify({ token, until })), undefined),
    forget,
    use(token) {
      if (token === inUse) return
      inUse = token
      tabs?.close()
      tabs = token === null ? null : environment.channel(key, (claimed) => claimed === inUse && takenOver())
    },
  }
}
