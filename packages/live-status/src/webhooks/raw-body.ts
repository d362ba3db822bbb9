import { bodyWithinMs, maxBodyBytes } from '../limits.ts'

/** Why there is no body: more than `maxBytes`, more than 3 s, or the client closed the connection. */
export type BodyFailure = 'too-large' | 'too-slow' | 'broken-off'

/**
 * The bytes of a request as they came. Signatures are made over these, and serialising parsed JSON gives other bytes.
 * Keeps max `maxBytes`, and nothing after a failure. Never rejects.
 */
export async function rawBody(
  request: Request,
  maxBytes = maxBodyBytes,
): Promise<Uint8Array<ArrayBuffer> | BodyFailure> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return 'too-large'
  if (!request.body) return new Uint8Array()
  if (request.bodyUsed || request.body.locked) return 'broken-off'
  const reader = request.body.getReader()
  let failure: BodyFailure = 'broken-off'
  const give = (why: BodyFailure): void => {
    failure = why
    reader.cancel().catch(() => {})
  }
  const timer = setTimeout(() => give('too-slow'), bodyWithinMs)
  // One buffer for everything: with many small chunks, each would be an object.
  let body = new Uint8Array(4096)
  let [length, whole] = [0, false]
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        whole = failure === 'broken-off'
        break
      }
      if (length + value.byteLength > maxBytes) {
        give('too-large')
        break
      }
      if (length + value.byteLength > body.byteLength) {
        const wider = new Uint8Array(
          Math.min(maxBytes, Math.max(2 * body.byteLength, length + value.byteLength)),
        )
        wider.set(body)
        body = wider
      }
      body.set(value, length)
      length += value.byteLength
    }
  } catch {
    // `failure` already has the reason.
  } finally {
    clearTimeout(timer)
  }
  return whole ? body.subarray(0, length) : failure
}
