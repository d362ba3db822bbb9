import type { Close } from '@standby/core/source'
import { readClose } from '../signalling/close-reading.ts'

/** The two limits that the kit has its own screens for. */
const limits: Readonly<Record<number, string>> = { 4461: 'max-runtime', 4506: 'afk' }

/** Keeps Arcware's code, because Arcware's documentation describes it. A limit gets the kit's own code. */
export function readArcwareClose(code: number, reason: unknown): Close {
  const limit = limits[code]
  if (limit !== undefined) return { code: 4004, reason: limit }
  const close = readClose(code, reason)
  return code >= 4450 && code <= 4452 ? { ...close, cause: 'forbidden' } : close
}
