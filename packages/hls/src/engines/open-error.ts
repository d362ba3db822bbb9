import type { Failure } from '@standby/core/source'

/** Thrown by `CreatePlayer` when there is no way to play. */
export class OpenError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.kind, options)
    this.failure = failure
  }
}
