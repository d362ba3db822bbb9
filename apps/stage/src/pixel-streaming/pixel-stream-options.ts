import {
  between,
  checkOptions,
  duration,
  name,
  oneOf,
  pictureRules,
  type OptionRule,
} from '../control/option-rules.ts'
import { vendorNames, type QueueUnit, type VendorName } from './vendors.ts'

export interface PixelStreamOptions {
  /** Random unless set. Letters, digits and hyphens, max 40. */
  readonly id?: string
  /** The server to imitate. `epic` has no queue; the others have one, with their own messages and close codes. */
  readonly vendor?: VendorName
  /** `none`: streamers that are listed but never make an offer, for queues of hundreds. */
  readonly media?: 'real' | 'none'
  /** Number of streamer processes. Default 1. */
  readonly streamers?: number
  /** Id of the first streamer; the others get a number appended. */
  readonly streamerId?: string
  /** Max players per streamer; 0: any number. Default 0 for `epic`, else 1. */
  readonly playersPerStreamer?: number
  readonly width?: number
  readonly height?: number
  readonly fps?: number
  readonly kbps?: number
  /** Unit of Arcware's waiting times. */
  readonly queueUnit?: QueueUnit
  /** Min interval between two messages about the place in the queue, ms. */
  readonly updateMs?: number
  /** Expected length of a session until one has ended, ms; 0: unknown. */
  readonly expectedSessionMs?: number
  /** Max length of a session, ms; 0: no limit. */
  readonly maxRuntimeMs?: number
  /** Interval of pings to players, ms; a player that has not answered by the next ping is closed. */
  readonly keepaliveMs?: number
  /** Time until a crashed process is replaced, ms. */
  readonly restartMs?: number
}

/** Pixel stream options with every default filled in. */
export type ResolvedPixelStreamOptions = Required<PixelStreamOptions>

const defaults: Omit<ResolvedPixelStreamOptions, 'id' | 'playersPerStreamer'> = {
  vendor: 'epic',
  media: 'real',
  streamers: 1,
  streamerId: 'Stage',
  width: 640,
  height: 360,
  fps: 30,
  kbps: 1200,
  queueUnit: 'seconds',
  updateMs: 1000,
  expectedSessionMs: 0,
  maxRuntimeMs: 0,
  keepaliveMs: 30_000,
  restartMs: 250,
}

const rules: Record<keyof PixelStreamOptions, OptionRule> = {
  id: name,
  vendor: oneOf(...vendorNames),
  media: oneOf('real', 'none'),
  streamers: between(0, 16),
  streamerId: name,
  playersPerStreamer: between(0, 1000),
  ...pictureRules,
  queueUnit: oneOf('milliseconds', 'seconds', 'minutes', 'hours', 'days'),
  updateMs: duration,
  expectedSessionMs: duration,
  maxRuntimeMs: duration,
  keepaliveMs: between(100, 86_400_000),
  restartMs: duration,
}

/** Checks pixel stream options that come from outside. Throws a `StageError` (400) that names the field. */
export function readPixelStreamOptions(input: unknown, freshId: () => string): ResolvedPixelStreamOptions {
  const given = checkOptions<PixelStreamOptions>('Pixel stream', input, rules)
  const vendor = given.vendor ?? defaults.vendor
  return {
    id: freshId(),
    playersPerStreamer: vendor === 'epic' ? 0 : 1,
    ...defaults,
    ...given,
  } as ResolvedPixelStreamOptions
}
