/** A request that the stage cannot fulfil. `status` is the HTTP status; `details` are added to the JSON answer. */
export class StageError extends Error {
  readonly status: number
  readonly details: Record<string, unknown>

  constructor(status: number, message: string, details: Record<string, unknown> = {}) {
    super(`Standby: ${message}`)
    this.name = 'StageError'
    this.status = status
    this.details = details
  }
}
