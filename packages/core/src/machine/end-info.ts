import { codeRule, endOf } from '../codes/disconnect-codes.ts'
import type { CloseCause } from '../session/state.ts'
import type { Context } from './context.ts'
import type { SessionEvent } from './events.ts'

export interface Close {
  readonly code: number
  readonly reason?: string
  readonly cause?: CloseCause
}

/** What a close leads to: a clean end, a retry, or a failure. */
export function verdict(c: Context, code: number): 'ends' | 'retries' | 'fails' {
  const { retry, clean } = codeRule(code, c.policies.codes)
  if (retry === true || c.attempts < Number(retry)) return 'retries'
  return clean ? 'ends' : 'fails'
}

/** Stores why the session ended: `given`, or else the source's own close. `clean` is true unless passed. */
export const endWith =
  (given?: (c: Context) => Close, clean = true) =>
  (c: Context, event: SessionEvent): Partial<Context> => {
    const close = event.type === 'source.closed' && !given ? event.detail : given?.(c)
    if (!close) return {}
    const { code, reason, cause } = close
    const rule = codeRule(code, c.policies.codes)
    const { at } = event.now
    return {
      end: {
        code,
        name: rule.name,
        ...(reason !== undefined && { reason }),
        clean,
        ...(cause !== undefined && { cause }),
        ...endOf(close, rule),
        at,
        attempts: c.attempts,
        durationMs: at - c.startedAt,
      },
    }
  }
