import { codeRule, endOf } from '../disconnect-codes.ts'
import type { CloseCause, EndInfo } from '../state.ts'
import type { Context } from './context.ts'
import type { Now } from './events.ts'

export interface Close {
  readonly code: number
  readonly reason?: string
  readonly cause?: CloseCause
}

/** What becomes of a close: the session ends cleanly, tries again, or has failed. */
export function verdict(c: Context, code: number): 'ends' | 'retries' | 'fails' {
  const { retry, clean } = codeRule(code, c.policies.codes)
  if (retry === true || (typeof retry === 'number' && c.attempts < retry)) return 'retries'
  return clean ? 'ends' : 'fails'
}

export function endInfo(c: Context, close: Close, { at }: Now, clean: boolean): EndInfo {
  const rule = codeRule(close.code, c.policies.codes)
  return {
    code: close.code,
    name: rule.name,
    ...(close.reason !== undefined && { reason: close.reason }),
    clean,
    ...(close.cause !== undefined && { cause: close.cause }),
    ...endOf(close, rule),
    at,
    attempts: c.attempts,
    durationMs: at - c.startedAt,
  }
}
