import { ask } from './ask.ts'

/** Injects and lifts the faults of a stream or an application over HTTP. */
export interface FaultSwitches<Fault extends string, Result> {
  /** Resolves when the fault is active. `at` is when the request was sent, epoch ms. */
  inject(fault: Fault, params?: Record<string, unknown>): Promise<Result & { readonly at: number }>
  lift(fault: Fault): Promise<{ readonly at: number }>
}

/** The fault switches of the stream or application at `base`. */
export function faultSwitches<Fault extends string, Result>(base: string): FaultSwitches<Fault, Result> {
  return {
    inject: (fault, params = {}) => timed(ask<Result>('POST', `${base}/faults/${fault}`, params)),
    lift: (fault) => timed(ask<object>('DELETE', `${base}/faults/${fault}`)),
  }
}

/** Adds when the request was sent: its effects cannot be earlier. */
async function timed<Answer>(answer: Promise<Answer>): Promise<Answer & { readonly at: number }> {
  const at = Date.now()
  return { ...(await answer), at }
}
