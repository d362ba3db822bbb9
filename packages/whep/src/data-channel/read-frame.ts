import * as v from 'valibot'
import { messageBytes, type WorkerFrame, workerFrame } from './data-channel-schema.ts'

/** What is wrong with a frame. There is one warning for each. */
export type FrameFault = 'binary' | 'too-large' | 'not-json' | 'malformed'

export type FrameOutcome = { readonly frame: WorkerFrame } | { readonly fault: FrameFault | null }

/** Reads a frame. An unknown type is no fault, because a later version may have more types. */
export function readFrame(data: unknown): FrameOutcome {
  if (typeof data !== 'string') return { fault: 'binary' }
  // A UTF-16 code unit has max 3 bytes, so most texts need no counting.
  if (data.length > messageBytes / 3 && new TextEncoder().encode(data).byteLength > messageBytes)
    return { fault: 'too-large' }
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    return { fault: 'not-json' }
  }
  const { success, output } = v.safeParse(workerFrame, value)
  if (success) return { frame: output }
  const { type } = Object(value) as { type?: unknown }
  const known = workerFrame.options.some((option) => option.entries.type.literal === type)
  return { fault: known || typeof type !== 'string' ? 'malformed' : null }
}
