import type { StreamRequest } from './events.ts'

const maxKeptRequests = 500

/** The last 500 requests of a stream, and the total of each kind. */
export class RequestLog {
  private entries: StreamRequest[] = []
  readonly counts: Record<StreamRequest['kind'], number> = {
    master: 0,
    playlist: 0,
    init: 0,
    segment: 0,
    captions: 0,
  }

  add(request: StreamRequest): void {
    this.counts[request.kind]++
    this.entries.push(request)
    if (this.entries.length > maxKeptRequests * 2) this.entries = this.entries.slice(-maxKeptRequests)
  }

  last(): readonly StreamRequest[] {
    return this.entries.slice(-maxKeptRequests)
  }
}
