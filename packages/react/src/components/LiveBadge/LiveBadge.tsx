'use client'
import { Behind, Edge } from './parts.tsx'

/** LIVE at the live edge; behind it, the distance and a way back. Nothing where the source has no live edge. */
export function LiveBadge() {
  return (
    <>
      <Edge />
      <Behind />
    </>
  )
}
