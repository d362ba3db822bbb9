import type { Environment } from '@standby/core/source'

/** Max wait, ms, because a STUN or TURN server may never answer. */
const patienceMs = 2000

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
    const timer = environment.setTimeout(done, patienceMs)
    signal.addEventListener('abort', done, { signal: listening.signal })
    connection.addEventListener('icegatheringstatechange', () => isComplete() && done(), {
      signal: listening.signal,
    })
  })
}
