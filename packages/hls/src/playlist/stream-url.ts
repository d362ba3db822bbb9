import { type Refreshable, urlWithoutSecrets } from '@standby/core/source'

const web = /^https?:$/

/**
 * The absolute address of a playlist; `null` where `src` is none: empty, no text, with spaces in it, or anything but
 * http and https. Relative ones count from the page.
 */
export function streamUrl(src: unknown, base: string | undefined): string | null {
  const text = typeof src === 'string' ? src.trim() : ''
  if (text === '' || /\s/.test(text)) return null
  try {
    const url = new URL(text, base)
    return web.test(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

export const isSameStream = (a: string, b: string): boolean => urlWithoutSecrets(a) === urlWithoutSecrets(b)

/** The id of a stream that was given none. One behind a function can only be told by its author. */
export function streamId(src: Refreshable<string>): string {
  return typeof src === 'string' ? `hls:${urlWithoutSecrets(src)}` : 'hls'
}
