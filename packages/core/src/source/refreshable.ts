import type { Refreshable } from './source-contract.ts'

/** Why a value is needed: a connection begins, or the last value was refused with 401 or 403. */
export interface RefreshReason {
  readonly attempt: number
  readonly reason: 'connect' | 'expired'
}

/**
 * The current value. Rejects with what the caller's function throws. Use the value once: never store, log or
 * compare it.
 */
export async function resolveRefreshable<T>(value: Refreshable<T>, why: RefreshReason): Promise<T> {
  return typeof value == 'function' ? (value as (why: RefreshReason) => T | Promise<T>)(why) : value
}

/** Whether another call can return another value. A constant that was refused stays refused. */
export function canRefresh(value: Refreshable<unknown>): boolean {
  return typeof value == 'function'
}
