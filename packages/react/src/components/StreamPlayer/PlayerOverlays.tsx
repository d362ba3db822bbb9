'use client'
import { useEffect } from 'react'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useBrowserLayoutEffect } from '../../primitives/effects/use-layout-effect.ts'
import { lazyChunk } from '../../primitives/lazy/lazy-chunk.ts'
import { useLazy } from '../../primitives/lazy/use-lazy.ts'
import { omitUndefined } from '../../primitives/props/omit-undefined.ts'
import { textInputStore } from '../../session/text-input.ts'
import { QueueLoadsContext } from '../ConnectingScreen/use-connecting.ts'
import { BroadcastOverlays } from '../StreamOverlays/BroadcastOverlays.tsx'
import { interactiveSlots, type StreamOverlaysProps } from '../StreamOverlays/slots.ts'
import { LazyStatsPanel } from './LazyStatsPanel.tsx'
import { useInteractiveNeed } from './use-interactive-need.ts'

const interactiveOverlays = /* @__PURE__ */ lazyChunk('the overlays for interactive sessions', () =>
  import('../StreamOverlays/interactive-overlays.tsx').then((module) => module.interactiveOverlays),
)

/**
 * The overlays of a player. Those of a broadcast are part of the player. Those of an interactive session are loaded
 * when the session needs them; an element in a slot takes their place, and is there at once.
 */
export function PlayerOverlays(props: StreamOverlaysProps) {
  const loaded = useLazy(interactiveOverlays)
  useKeptTextInput()
  const missing = !loaded && interactiveSlots.some((slot) => props[slot] === undefined)
  return (
    <QueueLoadsContext.Provider value={!loaded && props.queueOverlay === undefined}>
      {missing ? <InteractiveLoader /> : null}
      <BroadcastOverlays {...loaded} statsPanel={<LazyStatsPanel />} {...omitUndefined(props)} />
    </QueueLoadsContext.Provider>
  )
}

/** In its own component, so that a change of its need does not render every overlay. */
function InteractiveLoader(): null {
  const need = useInteractiveNeed()
  // A layout effect: the view starts the session in one, so the code loads while the session connects.
  useBrowserLayoutEffect(() => {
    if (need !== null) interactiveOverlays.load()
  }, [need])
  return null
}

/**
 * The far end asks for text with an event, which is kept only while someone listens. This listener stays for the whole
 * time: the request must not be lost before the field has loaded, nor while it mounts.
 */
function useKeptTextInput(): void {
  const session = useSessionHandle()
  useEffect(() => textInputStore(session).subscribe(() => {}), [session])
}
