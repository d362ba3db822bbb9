import { fromHex } from './hmac.ts'

/** More are made by nobody but somebody who wants us to compute. */
const mostSignatures = 8

export interface MuxSignature {
  /** As it stands in the header, since it is part of what was signed. */
  readonly timestamp: string
  readonly signatures: readonly Uint8Array<ArrayBuffer>[]
}

/** Reads `t=…,v1=…`, in any order, with several `v1` while a secret is being replaced; `null` where it is none. */
export function readMuxSignature(header: string): MuxSignature | null {
  let timestamp: string | undefined
  const signatures: Uint8Array<ArrayBuffer>[] = []
  for (const part of header.split(',')) {
    const [scheme = '', value = ''] = part.trim().split('=', 2)
    if (scheme === 't') {
      // Two of them: nobody can say which was signed.
      if (timestamp !== undefined || !/^\d{1,12}$/.test(value)) return null
      timestamp = value
    }
    const signature = scheme === 'v1' ? fromHex(value) : null
    if (signature && signatures.length < mostSignatures) signatures.push(signature)
  }
  return timestamp === undefined || signatures.length === 0 ? null : { timestamp, signatures }
}
