import { ask } from './ask.ts'

/** What can be broken, and mended, over HTTP: a stream, or an application. */
export interface FaultSwitches<Fault extends string, Result> {
  /** Resolves when the fault holds; `at` is when it was asked for, epoch ms. */
  inject(fault: Fault, params?: Record<string, unknown>): Promise<Result & { readonly at: number }>
  lift(fault: Fault): Promise<{ readonly at: number }>
}

/** The switches below `base`, the address of a stream or an application. */
export function faultSwitches<Fault extends string, Result>(base: string): FaultSwitches<Fault, Result> {
  return {
    inject: (fault, params = {}) => timed(ask<Result>('POST', `${base}/faults/${fault}`, params)),
    lift: (fault) => timed(ask<object>('DELETE', `${base}/faults/${fault}`)),
  }
}

/** What comes of a request happens at the earliest when it is sent. */
async function timed<Answer>(answer: Promise<Answer>): Promise<Answer & { readonly at: number }> {
  const at = Date.now()
  return { ...(await answer), at }
}
