import type { StreamInputEvent } from '@standby/core/source'
import { Gamepads } from './gamepads.ts'
import type { SendInput } from './send-input.ts'
import { keyCode } from './key-codes.ts'

type PointerInput = Extract<StreamInputEvent, { readonly type: 'pointer' }>
type KeyInput = Extract<StreamInputEvent, { readonly type: 'key' }>

const unsigned = 65_535
const signed = 32_767
const maxFingers = 10
/** Two clicks within this time, ms, and distance, as a fraction of the picture, are a double click. */
const doubleWithin = { ms: 500, distance: 0.01 }
/** The engine's wheel turns in the other direction, and further. */
const wheelFactor = -1.2

const clamp = (value: number, max: number): number => Math.max(-max, Math.min(max, Math.round(value)))
const position = (fraction: number): number => Math.max(0, clamp(fraction * unsigned, unsigned))

/** Translates the viewer's input into messages for the engine. */
export class InputTranslator {
  readonly gamepads: Gamepads
  readonly #send: SendInput
  readonly #now: () => number
  readonly #touchIsMouse: boolean
  /** The last position of the mouse. `null`: outside. */
  #mouse: { readonly x: number; readonly y: number } | null = null
  readonly #pressed = new Set<number>()
  #click: { readonly button: number; readonly x: number; readonly y: number; readonly at: number } | null =
    null
  /** The pointer id of each finger. */
  readonly #fingers: (number | undefined)[] = []
  readonly #modifiers = new Set<string>()

  constructor(send: SendInput, { now, touchIsMouse }: { now(): number; touchIsMouse: boolean }) {
    this.#send = send
    this.#now = now
    this.#touchIsMouse = touchIsMouse
    this.gamepads = new Gamepads(send)
  }

  take(event: StreamInputEvent): void {
    switch (event.type) {
      case 'pointer':
        return event.pointerType === 'touch' && !this.#touchIsMouse ? this.#touch(event) : this.#move(event)
      case 'wheel':
        return this.#send('MouseWheel', [
          clamp(event.deltaY * wheelFactor, signed),
          position(event.x),
          position(event.y),
        ])
      case 'key':
        return this.#key(event)
      case 'text':
        return this.#send('TextboxEntry', [event.value])
      case 'gamepad':
        return this.gamepads.take(event)
    }
  }

  #move({ phase, x, y, button }: PointerInput): void {
    const at = [position(x), position(y)]
    if (!this.#mouse) this.#send('MouseEnter')
    const from = this.#mouse ?? { x, y }
    this.#mouse = { x, y }
    if (phase === 'move')
      return this.#send('MouseMove', [
        ...at,
        clamp((x - from.x) * 2 * signed, signed),
        clamp((y - from.y) * 2 * signed, signed),
      ])
    if (phase === 'cancel') {
      for (const held of this.#pressed) this.#send('MouseUp', [held, ...at])
      this.#pressed.clear()
      this.#mouse = null
      return this.#send('MouseLeave')
    }
    if (phase === 'down') {
      this.#pressed.add(button)
      return this.#send('MouseDown', [button, ...at])
    }
    this.#pressed.delete(button)
    this.#send('MouseUp', [button, ...at])
    if (!this.#isDouble(button, x, y)) return
    // The engine treats MouseDouble as another press, so a MouseUp follows.
    this.#send('MouseDouble', [button, ...at])
    this.#send('MouseUp', [button, ...at])
  }

  #isDouble(button: number, x: number, y: number): boolean {
    const before = this.#click
    const at = this.#now()
    const isDouble =
      before?.button === button &&
      at - before.at <= doubleWithin.ms &&
      Math.hypot(x - before.x, y - before.y) <= doubleWithin.distance
    this.#click = isDouble ? null : { button, x, y, at }
    return isDouble
  }

  #touch({ phase, pointerId, x, y }: PointerInput): void {
    let finger = this.#fingers.indexOf(pointerId)
    if (finger < 0) {
      if (phase !== 'down') return
      finger = this.#fingers.indexOf(undefined)
      if (finger < 0) finger = this.#fingers.length
      if (finger >= maxFingers) return
      this.#fingers[finger] = pointerId
    }
    const ends = phase === 'up' || phase === 'cancel'
    if (ends) this.#fingers[finger] = undefined
    const name = phase === 'down' ? 'TouchStart' : ends ? 'TouchEnd' : 'TouchMove'
    // The number of fingers, x, y, the finger, its force, and 1: it is on the picture.
    this.#send(name, [1, position(x), position(y), finger, ends ? 0 : 255, 1])
  }

  #key({ phase, code, key, repeat }: KeyInput): void {
    const number = keyCode(code, key)
    if (key === 'Control' || key === 'Alt' || key === 'Meta') {
      if (phase === 'down') this.#modifiers.add(key)
      else this.#modifiers.delete(key)
    }
    if (phase === 'up') return void (number !== null && this.#send('KeyUp', [number]))
    if (number !== null) this.#send('KeyDown', [number, repeat ? 1 : 0])
    const character = this.#characterOf(key)
    if (character !== null) this.#send('KeyPress', [character])
  }

  /** The character of the key. `null` if it has none. Control and Alt together are AltGr. */
  #characterOf(key: string): number | null {
    if (key === 'Enter') return 13
    if (key === 'Backspace') return 8
    const writes =
      this.#modifiers.size === 0 || (this.#modifiers.has('Control') && this.#modifiers.has('Alt'))
    return key.length === 1 && writes ? key.charCodeAt(0) : null
  }
}

/** The kind of an input that a later one of the same kind replaces. `null`: it is never replaced. */
export function replaceableKind(event: StreamInputEvent): string | null {
  if (event.type === 'pointer' && event.phase === 'move') return `pointer ${event.pointerId}`
  // Only changes since the last sent state are sent, so a press that has ended by then is not sent.
  return event.type === 'gamepad' ? `gamepad ${event.index}` : null
}
