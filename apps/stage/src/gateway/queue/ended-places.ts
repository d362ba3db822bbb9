import type { CloseCode } from '@standby/gateway/protocol'
import type { Clock } from '../gateway-clock.ts'

interface Ending {
  readonly code: CloseCode
  readonly reason: string
  readonly until: number
}

/** Why a place ended while its viewer was away, for a viewer who returns within the grace period. */
export interface EndedPlaces {
  remember(resumeToken: string, ending: { code: CloseCode; reason: string }): void
  find(resumeToken: string): { code: CloseCode; reason: string } | undefined
}

const maxEndings = 1000

export function createEndedPlaces(clock: Clock, keptMs: number): EndedPlaces {
  const endings = new Map<string, Ending>()
  return {
    remember(resumeToken, ending) {
      const [oldest] = endings.keys()
      if (endings.size >= maxEndings && oldest !== undefined) endings.delete(oldest)
      endings.set(resumeToken, { ...ending, until: clock.now() + keptMs })
    },
    find(resumeToken) {
      const found = endings.get(resumeToken)
      return found && found.until > clock.now() ? found : undefined
    },
  }
}
