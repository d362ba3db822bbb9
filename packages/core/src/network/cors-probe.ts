import type { Environment } from '../environment/environment.ts'
import { corsProbeMs } from '../policies/limits.ts'

/**
 * Whether CORS refused a request that got no readable answer. Browsers do not say so. But a `no-cors` request
 * succeeds if the server answers, and fails if the network fails. Max 5 s.
 */
export async function isCorsRefusal(
  environment: Environment,
  url: string,
  signal: AbortSignal,
): Promise<boolean> {
  const page = environment.document?.baseURI
  if (!environment.online || (page && new URL(url).origin === new URL(page).origin)) return false
  const abort = new AbortController()
  const stop = (): void => abort.abort()
  const timer = environment.setTimeout(stop, corsProbeMs)
  signal.addEventListener('abort', stop)
  try {
    await environment.fetch(url, {
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      signal: abort.signal,
    })
    return true
  } catch {
    return false
  } finally {
    environment.clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    // The body of the answer is not needed.
    stop()
  }
}
