import type { StreamInputEvent } from '@standby/core/source'
import { Gamepads } from './gamepads.ts'
import type { SendInput } from './send-input.ts'
import { keyCode } from './key-codes.ts'

type PointerInput = Extract<StreamInputEvent, { readonly type: 'pointer' }>
type KeyInput = Extract<StreamInputEvent, { readonly type: 'key' }>

const unsigned = 65_535
const signed = 32_767
const mostFingers = 10
/** Two presses within this are a double click, ms and parts of the picture. */
const doubleWithin = { ms: 500, distance: 0.01 }
/** A wheel turns the other way round for the engine, and further. */
const wheelFactor = -1.2

const clamp = (value: number, most: number): number => Math.max(-most, Math.min(most, Math.round(value)))
const position = (fraction: number): number => Math.max(0, clamp(fraction * unsigned, unsigned))

/** Says in the engine's words what a viewer does over the picture. */
export class InputTranslator {
  readonly gamepads: Gamepads
  readonly #send: SendInput
  readonly #now: () => number
  readonly #touchIsMouse: boolean
  /** Where the mouse was last; `null`: outside. */
  #mouse: { readonly x: number; readonly y: number } | null = null
  readonly #pressed = new Set<number>()
  #click: { readonly button: number; readonly x: number; readonly y: number; readonly at: number } | null =
    null
  /** Which finger is which pointer. */
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
    // The engine takes it for one more press.
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
      if (finger >= mostFingers) return
      this.#fingers[finger] = pointerId
    }
    const ends = phase === 'up' || phase === 'cancel'
    if (ends) this.#fingers[finger] = undefined
    const name = phase === 'down' ? 'TouchStart' : ends ? 'TouchEnd' : 'TouchMove'
    // How many, where, which, how hard, and that it is on the picture.
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

  /** What the key writes; `null` where it writes nothing. With Control and Alt together it is AltGr. */
  #characterOf(key: string): number | null {
    if (key === 'Enter') return 13
    if (key === 'Backspace') return 8
    const writes =
      this.#modifiers.size === 0 || (this.#modifiers.has('Control') && this.#modifiers.has('Alt'))
    return key.length === 1 && writes ? key.charCodeAt(0) : null
  }
}

/** What a later input of the same kind makes useless. */
export function replaceableKind(event: StreamInputEvent): string | null {
  if (event.type === 'pointer' && event.phase === 'move') return `pointer ${event.pointerId}`
  // Its buttons are told by what changed since it was told last, so that a press that is over by then is over.
  return event.type === 'gamepad' ? `gamepad ${event.index}` : null
}
