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
 * Creates a session that lives as long as the calling component. A new `key` creates a new session; `make` itself is
 * not compared. The session is destroyed one macrotask after unmount, so that it survives StrictMode's double mount.
 * Hidden in `<Activity>` it continues for 30 s, is then left, and starts again on reveal.
 *
 * Create a session that should outlive a route outside React, with `createSession` in a module.
 */
export function useCreateSession(make: () => Session, key?: unknown): Session {
  const [stored, setStored] = useState(() => own(make, key))
  let owned = stored
  if (!Object.is(stored.key, key)) {
    owned = own(make, key)
    setStored(owned)
  }
  const { session, lifetime } = owned

  // Insertion effects: React runs their cleanup only on a real unmount. `<Activity>` and StrictMode also clean up layout
  // and passive effects of a component that stays.
  useInsertionEffect(() => {
    lifetime.keep()
    return () => lifetime.release()
  }, [lifetime])

  // A passive effect: a suspended Suspense boundary cleans up only layout effects, and its content comes back soon.
  useEffect(() => () => lifetime.hide(), [lifetime])

  // Before the browser paints: otherwise the end screen of the hidden time would flash.
  useBrowserLayoutEffect(() => lifetime.reveal(), [lifetime])

  return session
}

function own(make: () => Session, key: unknown): Owned {
  const session = make()
  return { key, session, lifetime: createLifetime(session) }
}
