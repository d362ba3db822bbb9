import type { Environment } from '@standby/core/source'

/** A server that never answers must not keep a viewer waiting, ms. */
const patienceMs = 2000

/** Resolves once all candidates are found, when it takes too long, or when the signal aborts. */
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
    const timer = environment.setTimeout(done, patienceMs)
    signal.addEventListener('abort', done, { signal: listening.signal })
    connection.addEventListener('icegatheringstatechange', () => isComplete() && done(), {
      signal: listening.signal,
    })
  })
}
