import type { Clock } from '../../session/reading/clock.ts'
import type { StreamInputEvent } from '@standby/core/source'
import type { Pressed } from './pressed.ts'
import { listen, type Capture } from './listen.ts'

interface Options {
  readonly pressed: Pressed
  readonly clock: Clock
  captureTab(): boolean
  send(event: StreamInputEvent): void
  /** A key went to the far end. */
  onKey(): void
}

/** How long Escape is held to get out where Tab goes to the far end, ms. */
const leaveAfterMs = 1000

/** Reload, full screen and the developer tools stay the browser's. */
const browserKeys = new Set(['F5', 'F11', 'F12'])

/** The protocol's bound for a key's names. */
const maxNameLength = 64

/** Keys while the picture has the focus. Tab leaves, unless the page gave it away. */
export function captureKeys(capture: Capture, { pressed, clock, captureTab, send, onKey }: Options): void {
  const { surface, signal } = capture
  let leaving: unknown = null
  const stay = () => {
    clock.clearTimeout(leaving)
    leaving = null
  }
  signal.addEventListener('abort', stay)

  const input = ({ code, key }: KeyboardEvent, phase: 'down' | 'up', repeat: boolean) =>
    ({ type: 'key', phase, code: code.slice(0, maxNameLength), key: key.slice(0, maxNameLength), repeat }) as const

  listen(capture, ['keydown'], (event) => {
    if (!capture.isActive() || isBrowsers(event) || (event.key === 'Tab' && !captureTab())) {
      // With the command key down no other key says that it went up.
      if (event.key === 'Meta') pressed.releaseAll()
      return
    }
    // Neither the page nor the player's own shortcuts get it.
    event.preventDefault()
    event.stopPropagation()
    const id = `key ${event.code}`
    send(input(event, 'down', event.repeat && pressed.has(id)))
    pressed.add(id, input(event, 'up', false))
    onKey()
    if (event.key === 'Escape' && captureTab())
      leaving ??= clock.setTimeout(() => surface.blur(), leaveAfterMs)
  })
  listen(capture, ['keyup'], (event) => {
    if (event.key === 'Escape') stay()
    const id = `key ${event.code}`
    if (!pressed.has(id)) return
    event.preventDefault()
    event.stopPropagation()
    send(input(event, 'up', false))
    pressed.remove(id)
  })
  listen(capture, ['blur'], stay)
}

/** Also what an input method composes: it comes as text, if at all. */
function isBrowsers({ key, metaKey, isComposing }: KeyboardEvent): boolean {
  return metaKey || key === 'Meta' || isComposing || key === 'Process' || browserKeys.has(key)
}
