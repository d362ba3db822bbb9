import { seconds } from '../scenarios/report.ts'
import type { InteractiveEvent } from '../stage/interactive-client.ts'

/**
 * The log text for an event of an application or a pixel stream. Simulated viewers come and go by the hundred, so the log
 * only says which of them has a worker.
 */
export function interactiveText(): (event: InteractiveEvent) => string | null {
  const simulated = new Set<string>()
  return (event) => {
    if (event.type === 'joined' && event.simulated) simulated.add(event.viewer)
    const isSimulated = 'viewer' in event && event.viewer !== null && simulated.has(event.viewer)
    if (event.type === 'ended') simulated.delete(event.viewer)
    if (isSimulated && event.type !== 'assigned') return null
    return text(event)
  }
}

function text(event: InteractiveEvent): string | null {
  switch (event.type) {
    case 'joined':
      return `${event.viewer} joined`
    case 'queued':
      return `${event.viewer} waits, place ${event.position}`
    case 'unsubscribed':
      return `${event.viewer} has no streamer any more`
    case 'offered':
      return `${event.viewer} was offered a place`
    case 'assigned':
      return `${event.viewer} has ${event.worker}`
    case 'away':
      return `${event.viewer} is away, its place kept ${seconds(event.keptMs)}`
    case 'resumed':
      return `${event.viewer} is back`
    case 'ended':
      return `${event.viewer} ended: ${withReason(event.code, event.reason)}`
    case 'refused':
      return `refused: ${withReason(event.code, event.reason)}`
    case 'media':
      return `${event.viewer} media ${event.state}`
    case 'worker':
      return `${typeof event.worker === 'number' ? `streamer process ${event.worker}` : event.worker} ${event.state}${because(event.error)}`
    case 'streamer':
      return `streamer ${event.streamer} ${event.state}`
    case 'server':
      return `signalling server ${event.state}${because(event.error)}`
    case 'message':
      if ('data' in event) return `${event.viewer} says ${JSON.stringify(event.data)}`
      // Epic's player library sends its settings as commands, a dozen at a time.
      return event.kind === 'Command' ? null : `${event.viewer} says ${event.text}`
    // There is one per signalling message: too many to read.
    case 'request':
      return null
    case 'malformed':
      return `${event.viewer ?? 'a viewer'} sent ${event.what}`
    case 'fault':
      return `${event.fault} ${event.phase}`
    case 'closed':
      return 'taken off the stage'
  }
}

const because = (error: string | undefined): string => (error ? `: ${error}` : '')

function withReason(code: number | null, reason: string): string {
  return [code ?? 'no socket', reason].filter((part) => part !== '').join(' ')
}
