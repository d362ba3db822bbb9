'use client'
import { useEffect, useRef, useState } from 'react'
import { createAnnouncer } from '../../primitives/announcer/announcer.ts'
import { useClock } from '../../primitives/context/clock.ts'
import type { StreamViewHandle } from '../../primitives/context/stream-view.ts'

/** Creates, once, what the view provides to its children. */
export function useViewHandle(): StreamViewHandle {
  const clock = useClock()
  const root = useRef<HTMLElement>(null)
  const [handle] = useState(() => ({ root, announcer: createAnnouncer(clock) }))
  useEffect(() => () => handle.announcer.stop(), [handle])
  return handle
}
