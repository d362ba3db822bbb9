import type { Refreshable } from './source-contract.ts'

/** Why a value is asked for: a connection begins, or the value before was refused with 401 or 403. */
export interface RefreshReason {
  readonly attempt: number
  readonly reason: 'connect' | 'expired'
}

/**
 * The value for now. Rejects with what the caller's function throws. The answer is for one use: never store,
 * log or compare it.
 */
export async function resolveRefreshable<T>(value: Refreshable<T>, why: RefreshReason): Promise<T> {
  return typeof value == 'function' ? (value as (why: RefreshReason) => T | Promise<T>)(why) : value
}

/** Whether asking again can bring another value. A constant that was refused stays refused. */
export function canRefresh(value: Refreshable<unknown>): boolean {
  return typeof value == 'function'
}
