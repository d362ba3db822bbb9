'use client'
import { startTransition, useEffect, useState, type ReactNode } from 'react'

interface RenderedLaterProps {
  later: boolean
  children: ReactNode
}

/**
 * With `later`, renders its children after the first commit, in short steps between which the browser runs other code.
 * For what shows nothing at first: the session connects, and its engine is loaded, without waiting for it.
 */
export function RenderedLater({ later, children }: RenderedLaterProps) {
  const [now, setNow] = useState(!later)
  useEffect(() => startTransition(() => setNow(true)), [])
  return now ? children : null
}
