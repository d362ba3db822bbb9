import type { PixelStreamOptions } from '@standby/stage'

const vendors = ['epic', 'arcware'] as const
export type PixelStreamVendor = (typeof vendors)[number]

/** What the desk can ask of a pixel stream. */
export interface PixelStreamWish {
  /** Whose server it behaves like. Epic's refuses who finds no place; Arcware's has a queue, and codes of its own. */
  readonly vendor: PixelStreamVendor
  /** 1 to 4: each is a process that renders and encodes, for one player. */
  readonly streamers: number
  /** The longest a session may last, s; 0: no limit. Nothing announces it. */
  readonly runtime: number
}

const MOST_STREAMERS = 4
export const LONGEST_RUNTIME_S = 7200

/** Reads the wish from a query or a form; what is missing, unknown or out of bounds takes its default. */
export function readPixelStreamWish(given: { get(name: string): unknown }): PixelStreamWish {
  const whole = (name: string, least: number, most: number) => {
    const text = given.get(name)
    const value = typeof text === 'string' && text !== '' ? Number(text) : least
    return Number.isInteger(value) && value >= least && value <= most ? value : least
  }
  return {
    vendor: vendors.find((name) => name === given.get('vendor')) ?? 'epic',
    streamers: whole('streamers', 1, MOST_STREAMERS),
    runtime: whole('runtime', 0, LONGEST_RUNTIME_S),
  }
}

/** The link to a wish; defaults are left out. */
export function pixelStreamQuery({ vendor, streamers, runtime }: PixelStreamWish): URLSearchParams {
  const query = new URLSearchParams({ show: 'pixel-stream' })
  if (vendor !== 'epic') query.set('vendor', vendor)
  if (streamers > 1) query.set('streamers', String(streamers))
  if (runtime > 0) query.set('runtime', String(runtime))
  return query
}

/** What the stage is asked for. */
export function pixelStreamOptions({ vendor, streamers, runtime }: PixelStreamWish): PixelStreamOptions {
  return { vendor, streamers, playersPerStreamer: 1, maxRuntimeMs: runtime * 1000 }
}
