'use client'
import type { SessionState, Status } from '@standby/core'
import { useSession } from '../../hooks/session/useSession.ts'
import { useBrowserLayoutEffect } from '../../primitives/effects/use-layout-effect.ts'
import { lazyModule } from '../../primitives/lazy/lazy-module.ts'
import { useLazy } from '../../primitives/lazy/use-lazy.ts'

const controls = /* @__PURE__ */ lazyModule('the control bar', () => import('../Controls/Controls.tsx'))

/** `Controls`, loaded while the session connects to its media: no bar is shown before there is a picture. */
export function LazyControls() {
  const loaded = useLazy(controls)
  return loaded ? <loaded.Controls /> : <ControlsLoader />
}

function ControlsLoader(): null {
  const need = useSession(needOf)
  useBrowserLayoutEffect(() => {
    if (need !== null) controls.load()
  }, [need])
  return null
}

/** `null` while no bar can follow. Each status is a new need, so that code that did not load can be tried again. */
function needOf({ status }: SessionState): Status | null {
  const follows =
    status === 'connecting' || status === 'streaming' || status === 'idle' || status === 'reconnecting'
  return follows ? status : null
}
