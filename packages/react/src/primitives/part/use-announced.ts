'use client'
import { useEffect } from 'react'
import { useAnnounce } from '../announcer/use-announce.ts'

/** Says a screen's status when it comes, and again when its words change. One status replaces another. */
export function useAnnounced(text: string | null): void {
  const announce = useAnnounce()
  useEffect(() => {
    if (text !== null) announce({ key: 'status', kind: 'status', text })
  }, [announce, text])
}
