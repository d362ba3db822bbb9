import { segmentMs, type Container } from './encoding/encoder-arguments.ts'
import { isProfileName, profileNames, profiles, type ProfileName } from './faults/faults.ts'
import { StageError } from '../control/stage-error.ts'
import { platformNames, type PlatformName } from '../webhooks/platform-names.ts'

export interface StreamOptions {
  /** Part of the URL; random unless set. Letters, digits and hyphens, max 40. */
  readonly id?: string
  readonly container?: Container
  /** 1: 640 × 360. 2: also 320 × 180, with a multivariant playlist. */
  readonly levels?: 1 | 2
  readonly profile?: ProfileName
  /** Number of segments in the playlist, 3 to 100. Default 7. */
  readonly window?: number
  /** False: not yet live; lift `not-live` to start the broadcast. */
  readonly live?: boolean
  /** Keep the whole broadcast seekable (max one hour). */
  readonly dvr?: boolean
  /** Offer a WebVTT rendition with the time. */
  readonly captions?: boolean
  /** Require a `?token=` from the start; it is part of the stream's URL. */
  readonly signed?: boolean
  /** Overrides the profile's reconnect window, ms. */
  readonly reconnectWindowMs?: number
  /** Platform whose webhooks the stream sends to its own status hub; viewers connect to the hub at `statusUrl`. */
  readonly platform?: 'none' | PlatformName
  /** Length of the past that the stream starts with, ms. Default: a full window. Max 60,000. */
  readonly warmMs?: number
}

/** Stream options with every default filled in. */
export type ResolvedStreamOptions = Required<StreamOptions>

const maxWarmMs = 60_000

/** Checks stream options that come from outside. Throws a `StageError` (400) that names the field. */
export function readStreamOptions(input: unknown): StreamOptions {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new StageError(400, 'Stream options must be a JSON object.')
  }
  for (const [key, value] of Object.entries(input)) {
    const rule = Object.hasOwn(rules, key) ? rules[key as keyof StreamOptions] : undefined
    if (!rule)
      throw new StageError(400, `There is no stream option "${key}".`, { options: Object.keys(rules) })
    if (value !== undefined && !rule.accepts(value)) throw new StageError(400, `${key} must be ${rule.says}.`)
  }
  return input
}

export function resolveStreamOptions(options: StreamOptions, freshId: () => string): ResolvedStreamOptions {
  const profile = options.profile ?? 'mux'
  const window = options.window ?? 7
  return {
    id: options.id ?? freshId(),
    container: options.container ?? 'fmp4',
    levels: options.levels ?? 1,
    profile,
    window,
    live: options.live ?? true,
    dvr: options.dvr ?? false,
    captions: options.captions ?? false,
    signed: options.signed ?? false,
    reconnectWindowMs: options.reconnectWindowMs ?? profiles[profile].reconnectWindowMs,
    platform: options.platform ?? 'none',
    warmMs: options.warmMs ?? Math.min(window * segmentMs, maxWarmMs),
  }
}

interface Rule {
  accepts: (value: unknown) => boolean
  says: string
}

const oneOf = (...values: readonly unknown[]): Rule => ({
  accepts: (value) => values.includes(value),
  says: `one of: ${values.join(', ')}`,
})
const between = (min: number, max: number): Rule => ({
  accepts: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  says: `a whole number from ${min} to ${max}`,
})
const flag: Rule = { accepts: (value) => typeof value === 'boolean', says: 'true or false' }

const rules: Record<keyof StreamOptions, Rule> = {
  id: {
    accepts: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/i.test(value),
    says: 'letters, digits and hyphens, max 40',
  },
  container: oneOf('fmp4', 'ts'),
  levels: oneOf(1, 2),
  profile: {
    accepts: (value) => typeof value === 'string' && isProfileName(value),
    says: `one of: ${profileNames.join(', ')}`,
  },
  window: between(3, 100),
  live: flag,
  dvr: flag,
  captions: flag,
  signed: flag,
  reconnectWindowMs: between(0, 1_800_000),
  platform: oneOf('none', ...platformNames),
  warmMs: between(0, maxWarmMs),
}
