import type { ApplicationEvent } from '@standby/stage'
import { seconds } from '../scenarios/report.ts'

/**
 * What the log says of the events of one application. Simulated viewers come and go by the hundred, so nothing is said
 * of them but that they hold a worker.
 */
export function applicationText(): (event: ApplicationEvent) => string | null {
  const simulated = new Set<string>()
  return (event) => {
    if (event.type === 'joined' && event.simulated) simulated.add(event.viewer)
    const ofCrowd = 'viewer' in event && event.viewer !== null && simulated.has(event.viewer)
    if (event.type === 'ended') simulated.delete(event.viewer)
    if (ofCrowd && event.type !== 'assigned') return null
    return text(event)
  }
}

function text(event: ApplicationEvent): string | null {
  switch (event.type) {
    case 'joined':
      return `${event.viewer} joined`
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
      return `${event.worker} ${event.state}${event.error ? `: ${event.error}` : ''}`
    case 'message':
      return `${event.viewer} says ${JSON.stringify(event.data)}`
    case 'malformed':
      return `${event.viewer ?? 'somebody'} sent ${event.what}`
    case 'fault':
      return `${event.fault} ${event.phase}`
    case 'closed':
      return 'application closed'
  }
}

function withReason(code: number | null, reason: string): string {
  return [code ?? 'nobody to tell', reason].filter((part) => part !== '').join(' ')
}
