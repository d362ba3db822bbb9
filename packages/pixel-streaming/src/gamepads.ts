import type { StreamInputEvent } from '@standby/core/source'
import type { SendInput } from './send-input.ts'

type PadInput = Extract<StreamInputEvent, { readonly type: 'gamepad' }>

interface Pad {
  readonly buttons: readonly number[]
  readonly axes: readonly number[]
}

/** The engine has the triggers among its axes. */
const triggers: Readonly<Record<number, number>> = { 6: 5, 7: 6 }

/** Tells the engine of gamepads: what changed, in its own numbers. */
export class Gamepads {
  readonly #send: SendInput
  readonly #pads = new Map<number, Pad>()
  /** The engine's numbers, in the order in which it gave them; its index where an engine gives none. */
  readonly #ids: number[] = []

  constructor(send: SendInput) {
    this.#send = send
  }

  /** The engine numbered the gamepad that waits for it. */
  numbered(id: unknown): void {
    if (Number.isInteger(id) && this.#ids.length < this.#pads.size) this.#ids.push(id as number)
  }

  take({ index, axes, buttons }: PadInput): void {
    let before = this.#pads.get(index)
    if (!before) {
      before = { axes: [], buttons: [] }
      this.#pads.set(index, before)
      this.#send('GamepadConnected')
    }
    this.#pads.set(index, { axes, buttons })
    const id = this.#ids[[...this.#pads.keys()].indexOf(index)] ?? index

    buttons.forEach((value, button) => {
      const former = before.buttons[button] ?? 0
      if (value === former) return
      const axis = triggers[button]
      if (axis !== undefined) this.#send('GamepadAnalog', [id, axis, value])
      else if (value > 0 !== former > 0)
        this.#send(value > 0 ? 'GamepadButtonPressed' : 'GamepadButtonReleased', [id, button, 0])
    })
    axes.forEach((value, axis) => {
      if (value === (before.axes[axis] ?? 0)) return
      // Sticks come in pairs; the engine counts from 1, and its vertical ones point up.
      this.#send('GamepadAnalog', [id, axis + 1, axis % 2 === 1 ? -value : value])
    })
  }
}
