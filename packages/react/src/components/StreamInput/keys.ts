import type { Clock } from '../../primitives/context/clock.ts'
import type { StreamInputEvent } from '@standby/core/source'
import type { Pressed } from './pressed.ts'
import { listen, type Capture } from './listen.ts'

interface Options {
  readonly pressed: Pressed
  readonly clock: Clock
  captureTab(): boolean
  send(event: StreamInputEvent): void
  /** Called after a key was sent. */
  onKey(): void
}

/** How long Escape must be held to leave, with `captureTab`, ms. */
const leaveAfterMs = 1000

/** Reload, fullscreen and developer tools stay with the browser. */
const browserKeys = new Set(['F5', 'F11', 'F12'])

/** Max length of a key's name, as in the protocol. */
const maxNameLength = 64

/** Sends keys while the picture has the focus. Tab leaves, except with `captureTab`. */
export function captureKeys(capture: Capture, { pressed, clock, captureTab, send, onKey }: Options): void {
  const { surface, signal } = capture
  let leaving: unknown = null
  const stay = () => {
    clock.clearTimeout(leaving)
    leaving = null
  }
  signal.addEventListener('abort', stay)

  const input = ({ code, key }: KeyboardEvent, phase: 'down' | 'up', repeat: boolean) =>
    ({
      type: 'key',
      phase,
      code: code.slice(0, maxNameLength),
      key: key.slice(0, maxNameLength),
      repeat,
    }) as const

  listen(capture, ['keydown'], (event) => {
    if (!capture.isActive() || isBrowsers(event) || (event.key === 'Tab' && !captureTab())) {
      // While Meta is down, browsers send no keyup for other keys.
      if (event.key === 'Meta') pressed.releaseAll()
      return
    }
    // Keeps the key from the page and from the player's own shortcuts.
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

/** Keys for the browser. Also keys of an input method, which produce text instead. */
function isBrowsers({ key, metaKey, isComposing }: KeyboardEvent): boolean {
  return metaKey || key === 'Meta' || isComposing || key === 'Process' || browserKeys.has(key)
}
