import { fromHex } from './hmac.ts'
import { maxSignatures } from '../limits.ts'

export interface MuxSignature {
  /** As in the header, because it is part of the signed text. */
  readonly timestamp: string
  readonly signatures: readonly Uint8Array<ArrayBuffer>[]
}

/** Reads `t=…,v1=…`, in any order, with several `v1` while a secret is being replaced. `null` when it is malformed. */
export function readMuxSignature(header: string): MuxSignature | null {
  let timestamp: string | undefined
  const signatures: Uint8Array<ArrayBuffer>[] = []
  for (const part of header.split(',')) {
    const [scheme = '', value = ''] = part.trim().split('=', 2)
    if (scheme === 't') {
      // With two times, it is unclear which one was signed.
      if (timestamp !== undefined || !/^\d{1,12}$/.test(value)) return null
      timestamp = value
    }
    const signature = scheme === 'v1' ? fromHex(value) : null
    if (signature && signatures.length < maxSignatures) signatures.push(signature)
  }
  return timestamp === undefined || signatures.length === 0 ? null : { timestamp, signatures }
}
