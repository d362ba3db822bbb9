type Bytes = Uint8Array<ArrayBuffer>

const algorithm = { name: 'HMAC', hash: 'SHA-256' }

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text)

/** Whether one of the signatures fits the message and one of the keys. Web Crypto compares in constant time. */
export async function isSigned(
  message: Bytes,
  signatures: readonly Bytes[],
  keys: readonly Bytes[],
): Promise<boolean> {
  let signed = false
  for (const raw of keys) {
    const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify'])
    // Check all of them, even after a match: the time must reveal nothing.
    for (const signature of signatures)
      signed = (await crypto.subtle.verify('HMAC', key, signature, message)) || signed
  }
  return signed
}

/** Decodes 64 hexadecimal digits to 32 bytes. `null` for anything else. */
export function fromHex(text: string): Bytes | null {
  if (!/^[0-9a-f]{64}$/.test(text)) return null
  return Uint8Array.from({ length: 32 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  )
}

/** Decodes standard, padded Base64. `null` for anything else. */
export function fromBase64(text: string): Bytes | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]{2,}={0,2}$/.test(text)) return null
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
