import type { StreamInputEvent } from '@standby/core/source'
import type { SendInput } from './send-input.ts'

type PadInput = Extract<StreamInputEvent, { readonly type: 'gamepad' }>

interface Pad {
  readonly buttons: readonly number[]
  readonly axes: readonly number[]
}

/** The engine treats the triggers as axes. */
const triggers: Readonly<Record<number, number>> = { 6: 5, 7: 6 }

/** Sends the changes of gamepads to the engine, with the engine's own ids. */
export class Gamepads {
  readonly #send: SendInput
  readonly #pads = new Map<number, Pad>()
  /** The engine's ids, in the order in which it assigned them. Without an id the index of the gamepad is used. */
  readonly #ids: number[] = []

  constructor(send: SendInput) {
    this.#send = send
  }

  /** The engine assigned an id to the gamepad that waits for one. */
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
      // Axes come in pairs. The engine counts them from 1, and its vertical axes point up.
      this.#send('GamepadAnalog', [id, axis + 1, axis % 2 === 1 ? -value : value])
    })
  }
}
