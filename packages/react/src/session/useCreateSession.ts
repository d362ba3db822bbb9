'use client'
import { useEffect, useInsertionEffect, useState } from 'react'
import type { Session } from '@standby/core'
import { createLifetime, type Lifetime } from './lifetime.ts'
import { useBrowserLayoutEffect } from '../primitives/effects/use-layout-effect.ts'

interface Owned {
  readonly key: unknown
  readonly session: Session
  readonly lifetime: Lifetime
}

/**
 * Makes a session that lives as long as this component. A new `key` is a new session; `make` itself is
 * not compared. The session is destroyed one macrotask after the unmount, so that StrictMode's double
 * mount keeps it. Hidden in `<Activity>` it goes on for 30 s, is then left, and starts again on reveal.
 *
 * A session that should outlive a route belongs outside React: `createSession` in a module.
 */
export function useCreateSession(make: () => Session, key?: unknown): Session {
  const [stored, setStored] = useState(() => own(make, key))
  let owned = stored
  if (!Object.is(stored.key, key)) {
    owned = own(make, key)
    setStored(owned)
  }
  const { session, lifetime } = owned

  // Insertion effects know the difference: React runs their cleanup on a real unmount only, while
  // `<Activity>` and StrictMode unmount layout and passive effects of a component that stays.
  useInsertionEffect(() => {
    lifetime.keep()
    return () => lifetime.release()
  }, [lifetime])

  // Passive: a Suspense boundary above takes layout effects alone, and what suspends comes back soon.
  useEffect(() => () => lifetime.hide(), [lifetime])

  // Before the browser paints, or the end that being hidden made would flash.
  useBrowserLayoutEffect(() => lifetime.reveal(), [lifetime])

  return session
}

function own(make: () => Session, key: unknown): Owned {
  const session = make()
  return { key, session, lifetime: createLifetime(session) }
}
