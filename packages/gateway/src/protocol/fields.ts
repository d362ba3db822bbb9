import * as v from 'valibot'
import { bounds } from './bounds.ts'
import { isWithinBytes } from './byte-size.ts'
import { mediaKindPattern } from './media-kind.ts'

const text = (max: number) => v.pipe(v.string(), v.maxLength(max))
const words = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max))
const count = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))

export const id = words(bounds.id)
export const token = words(bounds.token)
export const url = words(bounds.url)
export const prose = text(bounds.text)

/** Whole milliseconds from when the message is read. Never an epoch, because the clocks of two machines differ. */
export const duration = count(0, bounds.durationMs)
export const heartbeat = count(bounds.heartbeatMs.min, bounds.heartbeatMs.max)

/** 1: the next viewer to be served. */
export const position = count(1, bounds.queue)
export const length = count(1, bounds.queue)

/** Chosen by the sender of the ping, returned unchanged in the pong. */
export const pingId = count(0, Number.MAX_SAFE_INTEGER)

export const mediaKind = v.pipe(v.string(), v.regex(mediaKindPattern))

export const iceServer = v.object({
  urls: v.union([url, v.pipe(v.array(url), v.minLength(1), v.maxLength(bounds.urlsPerIceServer))]),
  username: v.exactOptional(text(bounds.token)),
  credential: v.exactOptional(text(bounds.token)),
})

const isWithin = (value: unknown, max: number): boolean => {
  try {
    const json = JSON.stringify(value) as string | undefined
    return json !== undefined && isWithinBytes(json, max)
  } catch {
    // Nested too deeply for JSON.stringify.
    return false
  }
}

/** Any JSON of the application's own, within `bounds.messageBytes`. */
export const data = v.pipe(
  v.unknown(),
  v.check((value) => isWithin(value, bounds.messageBytes), `max ${bounds.messageBytes} bytes of JSON`),
)
