'use client'
import type { SessionState, Status } from '@standby/core'
import { useSession } from '../../hooks/session/useSession.ts'
import { useBrowserLayoutEffect } from '../../primitives/effects/use-layout-effect.ts'
import { lazyChunk } from '../../primitives/lazy/lazy-chunk.ts'
import { useLazy } from '../../primitives/lazy/use-lazy.ts'

const controls = /* @__PURE__ */ lazyChunk('the control bar', () => import('../Controls/Controls.tsx'))

/** `Controls`, loaded once there is a picture to control. Before, its code would delay that picture. */
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

/** `null` while no bar is shown. Each status is a new need, so that code that did not load can be tried again. */
function needOf({ status }: SessionState): Status | null {
  return status === 'streaming' || status === 'idle' || status === 'reconnecting' ? status : null
}
