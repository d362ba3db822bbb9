import { type Refreshable, urlWithoutSecrets } from '@standby/core/source'

const web = /^https?:$/

/**
 * The absolute address of a playlist. Relative addresses are resolved against `base`, the address of the page. `null`
 * when `src` is no string, is empty, has spaces in it, or is neither http nor https.
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

/** The default id of a stream. When `src` is a function, streams cannot be told apart without an `id` option. */
export function streamId(src: Refreshable<string>): string {
  return typeof src === 'string' ? `hls:${urlWithoutSecrets(src)}` : 'hls'
}
