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
  /** Random unless set. Letters, digits and hyphens, at most 40. */
  readonly id?: string
  /** Whose server it behaves like: `epic` has no queue, the others have, each with its own message and codes. */
  readonly vendor?: VendorName
  /** `none`: streamers that are listed and never offer anything, for queues by the hundred. */
  readonly media?: 'real' | 'none'
  /** How many streamer processes. */
  readonly streamers?: number
  /** What the first streamer is called; the others get a number behind it. */
  readonly streamerId?: string
  /** How many players share a streamer; 0: any number, which is the default of `epic`. One elsewhere. */
  readonly playersPerStreamer?: number
  readonly width?: number
  readonly height?: number
  readonly fps?: number
  readonly kbps?: number
  /** What Arcware's waiting times are counted in. */
  readonly queueUnit?: QueueUnit
  /** How often a place in the queue is told to its player at most. */
  readonly updateMs?: number
  /** What a session is taken to last until some have ended. */
  readonly expectedSessionMs?: number
  /** The longest a session may last; 0: no limit. */
  readonly maxRuntimeMs?: number
  /** How often players are pinged; who has not answered by the next time is let go. */
  readonly keepaliveMs?: number
  /** How long a crashed streamer's place stays empty. */
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
