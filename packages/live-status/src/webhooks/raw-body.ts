/** No platform's event comes near this, bytes. */
export const maxBodyBytes = 262_144

/**
 * The bytes of a request as they came: signatures are made over these, and parsed and written again they are others.
 * `null` where there are more than `most`; no more than that is kept.
 */
export async function rawBody(
  request: Request,
  most = maxBodyBytes,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return null
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (!part || part.done) break
    length += part.value.byteLength
    if (length > most) {
      await reader?.cancel()
      return null
    }
    chunks.push(part.value)
  }
  const body = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.byteLength
  }
  return body
}
