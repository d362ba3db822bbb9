import type { Environment } from '@standby/core/source'
import { maxGatheringMs } from '../limits.ts'

/** Resolves once all candidates are found, after max 2 s, or when the signal aborts. */
export function gathered(
  connection: RTCPeerConnection,
  environment: Environment,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const isComplete = (): boolean => connection.iceGatheringState === 'complete'
    if (signal.aborted || isComplete()) return resolve()
    const listening = new AbortController()
    const done = (): void => {
      environment.clearTimeout(timer)
      listening.abort()
      resolve()
    }
    const timer = environment.setTimeout(done, maxGatheringMs)
    signal.addEventListener('abort', done, { signal: listening.signal })
    connection.addEventListener('icegatheringstatechange', () => isComplete() && done(), {
      signal: listening.signal,
    })
  })
}
