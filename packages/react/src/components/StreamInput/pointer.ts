import type { StreamInputEvent } from '@standby/core/source'
import type { Pressed } from './pressed.ts'
import { listen, type Capture } from './listen.ts'
import { picturePoint } from './picture-point.ts'

type PointerInput = Extract<StreamInputEvent, { readonly type: 'pointer' }>

interface Options {
  readonly pressed: Pressed
  video(): HTMLVideoElement | null
  send(event: StreamInputEvent): void
}

/** Px per line, for mice whose wheel reports lines. */
const linePx = 16

/** Maps the index `button` to its bit in `buttons`. */
const bits = [1, 4, 2, 8, 16, 32]

/**
 * Sends mouse, touch, pen and wheel input. Moves and wheel events wait for the next frame and are merged. Other events
 * flush them first, which keeps the order.
 */
export function capturePointer(capture: Capture, { pressed, video, send }: Options): void {
  const { surface, signal } = capture
  const moves = new Map<number, PointerInput>()
  let wheel: Extract<StreamInputEvent, { readonly type: 'wheel' }> | null = null
  let frame = 0

  const flush = () => {
    cancelAnimationFrame(frame)
    frame = 0
    const waiting = [...moves.values(), ...(wheel ? [wheel] : [])]
    moves.clear()
    wheel = null
    if (capture.isActive()) for (const event of waiting) send(event)
  }
  const scheduleFlush = () => {
    frame ||= requestAnimationFrame(flush)
  }
  signal.addEventListener('abort', () => cancelAnimationFrame(frame))

  const pointOf = ({ offsetX, offsetY }: MouseEvent) => {
    const element = video()
    return element && picturePoint(offsetX, offsetY, element)
  }

  const inputOf = (event: PointerEvent, phase: PointerInput['phase']) => {
    const point = pointOf(event)
    if (!point) return null
    const { pointerId, pointerType, button, buttons } = event
    const kind = pointerType === 'touch' || pointerType === 'pen' ? pointerType : 'mouse'
    const { x, y } = point
    const input = { type: 'pointer', phase, x, y, pointerId, pointerType: kind, button, buttons } as const
    return { input, inside: point.inside }
  }
  const idOf = ({ pointerId }: { pointerId: number }) => `pointer ${pointerId}`

  const press = (event: PointerEvent) => {
    const found = inputOf(event, 'down')
    const id = idOf(event)
    // A press on the bars is ignored. A pointer that went down on the picture may press more buttons outside it.
    if (!found || !(found.inside || pressed.has(id))) return
    flush()
    send(found.input)
    pressed.add(id, { ...found.input, phase: 'cancel', button: -1, buttons: 0 })
  }
  const release = (event: PointerEvent, phase: 'up' | 'cancel') => {
    const id = idOf(event)
    if (!pressed.has(id)) return
    flush()
    const found = inputOf(event, phase)
    if (found) send(found.input)
    if (event.buttons === 0 || phase === 'cancel') pressed.remove(id)
  }

  listen(capture, ['pointerdown'], (event) => {
    if (!capture.isActive()) return
    surface.focus({ preventScroll: true })
    press(event)
    if (pressed.has(idOf(event))) keepPointer(surface, event.pointerId)
  })
  listen(capture, ['pointermove'], (event) => {
    if (!capture.isActive()) return
    // A second button that goes down or up is reported as a move.
    if (event.button !== -1) {
      const isDown = event.buttons & (bits[event.button] ?? 0)
      return isDown ? press(event) : release(event, 'up')
    }
    const found = inputOf(event, 'move')
    const isHeld = pressed.has(idOf(event))
    if (!found || !(isHeld || (found.inside && event.buttons === 0))) return
    moves.set(event.pointerId, found.input)
    if (isHeld) pressed.add(idOf(event), { ...found.input, phase: 'cancel', buttons: 0 })
    scheduleFlush()
  })
  listen(capture, ['pointerup'], (event) => release(event, 'up'))
  // The browser took over the gesture (e.g. a pinch), or the capture was lost.
  listen(capture, ['pointercancel', 'lostpointercapture'], (event) => release(event, 'cancel'))
  listen(capture, ['contextmenu'], (event) => {
    if (capture.isActive()) event.preventDefault()
  })
  listen(
    capture,
    ['wheel'],
    (event) => {
      // A pinch zoom on a touchpad is a wheel event with Control.
      if (!capture.isActive() || !capture.isFocused() || event.ctrlKey) return
      event.preventDefault()
      const point = pointOf(event)
      if (!point?.inside) return
      const unit = [1, linePx, surface.clientHeight][event.deltaMode] ?? 1
      wheel = {
        type: 'wheel',
        x: point.x,
        y: point.y,
        deltaX: (wheel?.deltaX ?? 0) + event.deltaX * unit,
        deltaY: (wheel?.deltaY ?? 0) + event.deltaY * unit,
      }
      scheduleFlush()
    },
    { passive: false },
  )
}

/** Captures the pointer, so that a drag continues outside the picture. */
function keepPointer(surface: HTMLElement, pointerId: number): void {
  try {
    surface.setPointerCapture?.(pointerId)
  } catch {
    // The pointer is already gone.
  }
}
