import type { CloseCause, EndKind, Recovery } from '../session/state.ts'
import type { CodeRule, Policies } from '../policies/policies.ts'

type Entry = CodeRule & { readonly kind: EndKind }

const entry = (
  name: string,
  kind: EndKind,
  recovery: Recovery,
  retry: boolean | number = false,
  clean = false,
): Entry => ({ name, kind, recovery, retry, clean })

/**
 * Every disconnect code the kit knows. 1000 to 1013 are from RFC 6455 and its registry. 4000 to 4007 are as
 * Streampixel documents them. 4100 and 4101 are our own. The descriptions are in `@standby/core/codes`.
 */
const table: Readonly<Record<number, Entry>> = {
  1000: entry('normal', 'closed-by-far-end', 'start', false, true),
  // Sent by the far end it means a restart. The close of our own page never gets here.
  1001: entry('going-away', 'closed-by-far-end', 'retry', true, true),
  1002: entry('protocol-error', 'error', 'retry'),
  1003: entry('unsupported', 'error', 'none'),
  1005: entry('no-status', 'lost', 'retry', true),
  1006: entry('abnormal', 'lost', 'retry', true),
  1008: entry('policy-violation', 'refused', 'none'),
  1009: entry('too-big', 'error', 'retry'),
  1011: entry('internal-error', 'error', 'retry'),
  1012: entry('service-restart', 'unavailable', 'retry', true),
  1013: entry('try-again-later', 'unavailable', 'retry', true),
  4000: entry('project-disabled', 'refused', 'none'),
  4001: entry('no-worker', 'unavailable', 'retry'),
  4002: entry('application-not-found', 'unavailable', 'none'),
  4003: entry('launch-failed', 'error', 'retry'),
  4004: entry('session-limit', 'closed-by-far-end', 'start', false, true),
  4005: entry('no-streamer', 'unavailable', 'retry', 5),
  4006: entry('application-closed', 'error', 'start'),
  // The session to resume is gone: only a new worker can help.
  4007: { ...entry('reconnect-failed', 'lost', 'retry', true), forgetToken: true },
  4100: entry('taken-over', 'closed-by-far-end', 'start', false, true),
  // A network failure or a deploy. A retry fixes the first, only a reload of the page fixes the second.
  4101: entry('incomplete-page', 'error', 'reload-page', 8),
}

// An application's own code does not say whether a retry would help, so there is none.
const unknown = entry('unknown', 'error', 'retry')

/** The codes of the table, ascending. */
export const knownCodes: readonly number[] = /* @__PURE__ */ Object.keys(table).map(Number)

/** How a code is treated, with the caller's overrides. Unknown codes are named `unknown` and never retried. */
export function codeRule(code: number, overrides: Policies['codes'] = {}): CodeRule {
  const { kind: _, ...rule } = table[code] ?? unknown
  return { ...rule, ...overrides[code] }
}

/** What an end means to the viewer. */
export interface EndMeaning {
  readonly kind: EndKind
  readonly recovery: Recovery
}

// One code may have several meanings. The reason distinguishes them.
const byReason: Readonly<Record<string, Partial<EndMeaning>>> = {
  '1000 left': { kind: 'left' },
  '1000 ended': { kind: 'stream-ended', recovery: 'watch' },
  '4001 queue-open': { recovery: 'join-queue' },
  '4004 afk': { kind: 'afk' },
  '4004 max-runtime': { kind: 'max-runtime' },
}

/** `rule`: the rule of the code, with the caller's overrides. The caller's recovery wins over that of the reason. */
export function endOf(
  close: { readonly code: number; readonly reason?: string; readonly cause?: CloseCause },
  rule: CodeRule,
): EndMeaning {
  const known = table[close.code]
  const special = byReason[`${close.code} ${close.reason}`]
  const kind = known?.kind ?? (rule.clean ? 'closed-by-far-end' : unknown.kind)
  const asKnown = rule.recovery === (known ?? unknown).recovery
  return {
    kind: special?.kind ?? (close.cause === 'forbidden' ? 'refused' : kind),
    recovery: (asKnown && special?.recovery) || rule.recovery,
  }
}
