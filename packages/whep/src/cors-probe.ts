import type { Environment } from '@standby/core/source'

const patienceMs = 5000

/**
 * Whether a server that a request could not reach is there all the same, so that the browser kept the request from
 * it. A browser does not say so; but one whose answer nobody may read goes through wherever the server is there.
 */
export async function isKeptFromPage(
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
