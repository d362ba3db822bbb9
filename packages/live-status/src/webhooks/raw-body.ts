/** No platform's event comes near this, bytes. */
export const maxBodyBytes = 262_144
/** Platforms give up on a delivery after 5 s: of that the body may take so much. */
const withinMs = 3000

/** Why there is no body: more than `most` bytes, more than 3 s, or the other side went. */
export type BodyFailure = 'too-large' | 'too-slow' | 'broken-off'

/**
 * The bytes of a request as they came: signatures are made over these, and parsed and written again they are others.
 * No more than `most` is kept, and nothing once it has failed. Never rejects.
 */
export async function rawBody(
  request: Request,
  most = maxBodyBytes,
): Promise<Uint8Array<ArrayBuffer> | BodyFailure> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return 'too-large'
  if (!request.body) return new Uint8Array()
  if (request.bodyUsed || request.body.locked) return 'broken-off'
  const reader = request.body.getReader()
  let failure: BodyFailure = 'broken-off'
  const give = (why: BodyFailure): void => {
    failure = why
    reader.cancel().catch(() => {})
  }
  const timer = setTimeout(() => give('too-slow'), withinMs)
  // One piece of memory, however small the pieces are that come: each would be an object of its own.
  let body = new Uint8Array(4096)
  let [length, whole] = [0, false]
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        whole = failure === 'broken-off'
        break
      }
      if (length + value.byteLength > most) {
        give('too-large')
        break
      }
      if (length + value.byteLength > body.byteLength) {
        const wider = new Uint8Array(Math.min(most, Math.max(2 * body.byteLength, length + value.byteLength)))
        wider.set(body)
        body = wider
      }
      body.set(value, length)
      length += value.byteLength
    }
  } catch {
    // The failure says it.
  } finally {
    clearTimeout(timer)
  }
  return whole ? body.subarray(0, length) : failure
}
