'use client'
import { useEffect, type RefObject } from 'react'
import { warnOnce } from '../../session/warn-once.ts'

// Bundlers replace it as text, and drop the whole check from what is deployed.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** Declared in `tokens.css`, on every stream view. */
const sentinel = '--standby-styles'

/** Tells the developer once when the kit's styles are not on the page: without them nothing is in its place. */
export function useStylesheetCheck(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (process.env.NODE_ENV === 'production' || !root.current || !canCompute()) return
    if (getComputedStyle(root.current).getPropertyValue(sentinel).trim() !== '') return
    warnOnce(
      'styles-missing',
      `the stylesheet is missing: <StreamView> is on the page without it. ` +
        `Overlays have no place and no look. ` +
        `Import it once, where your app starts: import '@standby/react/styles.css'.`,
    )
  }, [root])
}

/** jsdom applies no imported styles, so that a warning there would be about the test, not the page. */
function canCompute(): boolean {
  return typeof CSS !== 'undefined' && typeof CSS.supports === 'function'
}
