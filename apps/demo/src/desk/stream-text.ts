import type { StreamEvent } from '@standby/stage'

/** The log text for an event of a stream; `null` for segments and requests, which come every two seconds. */
export function streamText(event: StreamEvent): string | null {
  switch (event.type) {
    case 'fault':
      return `${event.fault} ${event.phase}`
    case 'encoder-started':
      return `encoder started, run ${event.run}`
    case 'encoder-stopped':
      return `encoder ${event.reason}${event.error ? `: ${event.error}` : ''}`
    case 'ended':
      return 'playlist ended'
    case 'removed':
      return 'playlist removed'
    case 'live':
      return 'first segment listed'
    case 'new-asset':
      return `goes on as ${event.id}`
    case 'closed':
      return 'stream closed'
    default:
      return null
  }
}
