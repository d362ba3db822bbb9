import type { Session } from '@standby/core'
import type { Clock } from '../../primitives/context/clock.ts'
import { captureGamepads } from './gamepads.ts'
import { createPressed } from './pressed.ts'
import { inputStore } from '../../session/input-state.ts'
import { captureKeys } from './keys.ts'
import type { Capture } from './listen.ts'
import { listen } from './listen.ts'
import { capturePointer } from './pointer.ts'

export interface CaptureOptions {
  readonly session: Session
  readonly surface: HTMLElement
  readonly clock: Clock
  /** Whether Tab goes to the far end; a held Escape then leaves. Called for each key. */
  captureTab(): boolean
}

/**
 * Sends the viewer's input on `surface` to the far end while the session streams and nothing locks input. This module
 * is loaded only once a far end takes input. Returns a function that stops it and releases everything.
 */
export function captureInput({ session, surface, clock, captureTab }: CaptureOptions): () => void {
  const listening = new AbortController()
  const store = inputStore(session)
  const page = surface.ownerDocument
  const pressed = createPressed((event) => session.sendInput(event), store.pendingReleases)
  const send = (event: Parameters<Session['sendInput']>[0]) => void session.sendInput(event)

  const isActive = () => {
    const { status, playback } = session.getState()
    return status === 'streaming' && playback !== 'blocked' && store.get().locks === 0
  }
  const capture: Capture = {
    surface,
    signal: listening.signal,
    isActive,
    isFocused: () => page.activeElement === surface,
  }

  let clicked = false
  listen(capture, ['pointerdown'], () => (clicked = true), { capture: true })
  listen(capture, ['pointerup', 'pointercancel'], () => (clicked = false))
  listen(capture, ['focus'], () => {
    store.set({ focused: true, arrived: !clicked, tab: captureTab() })
    update()
  })
  listen(capture, ['blur'], () => {
    pressed.releaseAll()
    store.set({ focused: false, arrived: false })
  })
  page.addEventListener(
    'visibilitychange',
    () => {
      if (page.visibilityState === 'hidden') pressed.releaseAll()
    },
    { signal: listening.signal },
  )

  capturePointer(capture, { pressed, send, video: () => session.media.video })
  captureKeys(capture, { pressed, clock, captureTab, send, onKey: () => store.set({ arrived: false }) })
  const pollGamepads = captureGamepads(capture, {
    pressed,
    isCounting: () => session.getState().status === 'idle',
    send,
    onActivity: () => session.notifyActivity(),
  })

  let wasActive = isActive()
  const update = () => {
    const active = isActive()
    if (active) pressed.catchUp()
    else if (wasActive) pressed.releaseAll()
    wasActive = active
    pollGamepads()
  }
  const stops = [session.subscribe(update), store.subscribe(update)]
  update()
  if (capture.isFocused()) store.set({ focused: true, arrived: true, tab: captureTab() })

  return () => {
    for (const stop of stops) stop()
    pressed.releaseAll()
    listening.abort()
    store.set({ focused: false, arrived: false })
  }
}
