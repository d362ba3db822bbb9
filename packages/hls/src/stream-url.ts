import type { Refreshable } from '@standby/core'

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

/** The same stream whatever its signature says: no query, no fragment, no credentials. */
export function withoutSecrets(url: string): string {
  return url.replace(/[?#].*$/, '').replace(/^(\w+:\/\/)[^/@]*@/, '$1')
}

export const isSameStream = (a: string, b: string): boolean => withoutSecrets(a) === withoutSecrets(b)

/** The id of a stream that was given none. One behind a function can only be told by its author. */
export function streamId(src: Refreshable<string>): string {
  return typeof src === 'string' ? `hls:${withoutSecrets(src.trim())}` : 'hls'
}
