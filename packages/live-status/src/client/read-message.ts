import type { BeatMessage, StatusMessage, WireStatus } from '../wire.ts'
import { maxMessageLength, maxSrcLength } from '../limits.ts'

const isTime = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < 8.64e15
/** Max 10⁶ ms: a timer takes no more than 2³¹ ms. */
const isInterval = (value: unknown) => isTime(value) && value < 1e6
const isOptional = (value: unknown, is: (value: unknown) => boolean) => value === undefined || is(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= maxSrcLength
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isAsset = (value: unknown): boolean =>
  isObject(value) && isText(value['id']) && isOptional(value['playbackId'], isText)

// Checked by hand: a schema library would be larger than the rest of the client.
const states: Record<WireStatus['state'], (status: Record<string, unknown>) => boolean> = {
  active: ({ since, src, asset }) =>
    isOptional(since, isTime) && isOptional(src, isText) && isOptional(asset, isAsset),
  disconnected: ({ since, deadline, slate }) =>
    isTime(since) && isTime(deadline) && isOptional(slate, (value) => typeof value === 'boolean'),
  idle: ({ reason, endedAt }) =>
    (reason === 'ended' || reason === 'not-started') && isOptional(endedAt, isTime),
  disabled: () => true,
}

const isStatus = (value: unknown): value is WireStatus =>
  isObject(value) &&
  typeof value['state'] === 'string' &&
  Object.hasOwn(states, value['state']) &&
  states[value['state'] as WireStatus['state']](value)

/** Reads a message of the hub: a status or a beat. `null` when it is neither. Never throws. */
export function readMessage(data: unknown): StatusMessage | BeatMessage | null {
  try {
    if (typeof data !== 'string' || data.length > maxMessageLength) return null
    const message = JSON.parse(data) as unknown
    if (!isObject(message) || !isTime(message['now'])) return null
    return isStatus(message['status']) || isInterval(message['every'])
      ? (message as unknown as StatusMessage | BeatMessage)
      : null
  } catch {
    return null
  }
}
