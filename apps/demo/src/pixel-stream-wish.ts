import type { PixelStreamOptions } from '@standby/stage'

const vendors = ['epic', 'arcware'] as const
export type PixelStreamVendor = (typeof vendors)[number]

/** The settings of a pixel stream at the desk. */
export interface PixelStreamWish {
  /** The vendor of the server. Epic's refuses a viewer without a place; Arcware's has a queue and its own codes. */
  readonly vendor: PixelStreamVendor
  /** 1 to 4. Each streamer is a process that renders and encodes for one player. */
  readonly streamers: number
  /** Max duration of a session, s. 0: no limit. The server does not announce it. */
  readonly runtime: number
}

const maxStreamers = 4
export const maxRuntimeS = 7200

/** Reads the wish from a query or a form. A missing, unknown or out-of-bounds value takes its default. */
export function readPixelStreamWish(given: { get(name: string): unknown }): PixelStreamWish {
  const wholeNumber = (name: string, min: number, max: number) => {
    const text = given.get(name)
    const value = typeof text === 'string' && text !== '' ? Number(text) : min
    return Number.isInteger(value) && value >= min && value <= max ? value : min
  }
  return {
    vendor: vendors.find((name) => name === given.get('vendor')) ?? 'epic',
    streamers: wholeNumber('streamers', 1, maxStreamers),
    runtime: wholeNumber('runtime', 0, maxRuntimeS),
  }
}

/** The link to a wish, without default values. */
export function pixelStreamQuery({ vendor, streamers, runtime }: PixelStreamWish): URLSearchParams {
  const query = new URLSearchParams({ show: 'pixel-stream' })
  if (vendor !== 'epic') query.set('vendor', vendor)
  if (streamers > 1) query.set('streamers', String(streamers))
  if (runtime > 0) query.set('runtime', String(runtime))
  return query
}

/** The wish as options of the stage. */
export function pixelStreamOptions({ vendor, streamers, runtime }: PixelStreamWish): PixelStreamOptions {
  return { vendor, streamers, playersPerStreamer: 1, maxRuntimeMs: runtime * 1000 }
}
