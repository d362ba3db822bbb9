import type { Environment } from '../environment/environment.ts'

const patienceMs = 5000

/**
 * Whether a request that got no readable answer was refused by CORS. A browser does not say so; but a request whose
 * answer nobody may read goes through where the server is there, and fails where the network does.
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
  const timer = environment.setTimeout(stop, patienceMs)
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
    // The answer's body is of no interest.
    stop()
  }
}
