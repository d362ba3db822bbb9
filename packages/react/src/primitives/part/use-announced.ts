'use client'
import { useEffect } from 'react'
import { useAnnounce } from '../announcer/use-announce.ts'

/** Announces a screen's text when it appears and when it changes. A new status replaces a waiting one. */
export function useAnnounced(text: string | null): void {
  const announce = useAnnounce()
  useEffect(() => {
    if (text !== null) announce({ key: 'status', kind: 'status', text })
  }, [announce, text])
}
