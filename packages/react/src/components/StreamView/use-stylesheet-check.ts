'use client'
import { useEffect, type RefObject } from 'react'
import { warnOnce } from '../../primitives/warning/warn-once.ts'

// Bundlers replace `process.env.NODE_ENV` as text and drop the whole check from production builds.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** A custom property that `tokens.css` sets on every stream view. */
const sentinel = '--standby-styles'

/** Warns the developer once when the kit's styles are not on the page. */
export function useStylesheetCheck(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (process.env.NODE_ENV === 'production' || !root.current || !canCompute()) return
    if (getComputedStyle(root.current).getPropertyValue(sentinel).trim() !== '') return
    warnOnce(
      'styles-missing',
      `the stylesheet is missing: <StreamView> is on the page without it. ` +
        `Overlays have no layout and no styling. ` +
        `Import it once, where your app starts: import '@standby/react/styles.css'.`,
    )
  }, [root])
}

/** `false` in jsdom: it applies no imported styles, so a warning would be wrong there. */
function canCompute(): boolean {
  return typeof CSS !== 'undefined' && typeof CSS.supports === 'function'
}
