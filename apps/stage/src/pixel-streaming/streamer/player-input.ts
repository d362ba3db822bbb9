import type { SceneInput } from '../../worker/picture/scene.ts'
import type { PlayerMessage } from './data-channel.ts'

/** Translates one player's input for the scene: key codes to DOM codes, positions to fractions of the picture. */
export interface PlayerInput {
  /** Returns no events for a message that is not input. */
  read(message: PlayerMessage): readonly SceneInput[]
}

const fullScale = 65_536
const maxGamepads = 4
/** Epic numbers stick axes from 1; their vertical axes point up. */
const axisCount = 4
const triggerButtons = { 5: 6, 6: 7 } as const
const buttonCount = 17

type Pointer = Extract<SceneInput, { type: 'pointer' }>
type Gamepad = { axes: number[]; buttons: number[] }

export function createPlayerInput(): PlayerInput {
  const gamepads = new Map<number, Gamepad>()
  let buttons = 0

  const mouse = (phase: Pointer['phase'], x: number, y: number, button: number): SceneInput => {
    if (phase === 'down') buttons |= maskOf(button)
    if (phase === 'up') buttons &= ~maskOf(button)
    return {
      type: 'pointer',
      phase,
      x: x / fullScale,
      y: y / fullScale,
      pointerId: 1,
      pointerType: 'mouse',
      button,
      buttons,
    }
  }
  const gamepad = (index: number, change: (pad: Gamepad) => void): SceneInput[] => {
    if (index >= maxGamepads) return []
    const pad = gamepads.get(index) ?? {
      axes: Array.from({ length: axisCount }, () => 0),
      buttons: Array.from({ length: buttonCount }, () => 0),
    }
    gamepads.set(index, pad)
    change(pad)
    return [{ type: 'gamepad', index, axes: [...pad.axes], buttons: [...pad.buttons] }]
  }
  const press = (index: number, button: number, value: number): SceneInput[] =>
    gamepad(index, (pad) => {
      if (button < buttonCount) pad.buttons[button] = value
    })

  return {
    read({ name, fields }) {
      const number = (at: number): number => Number(fields[at] ?? 0)
      switch (name) {
        case 'MouseDown':
        case 'MouseDouble':
          return [mouse('down', number(1), number(2), number(0))]
        case 'MouseUp':
          return [mouse('up', number(1), number(2), number(0))]
        case 'MouseMove':
          return [mouse('move', number(0), number(1), -1)]
        case 'MouseWheel':
          return [
            {
              type: 'wheel',
              x: number(1) / fullScale,
              y: number(2) / fullScale,
              deltaX: 0,
              deltaY: -number(0),
            },
          ]
        case 'TouchStart':
          return touch('down', fields)
        case 'TouchEnd':
          return touch('up', fields)
        case 'TouchMove':
          return touch('move', fields)
        case 'KeyDown':
          return key('down', number(0), number(1) > 0)
        case 'KeyUp':
          return key('up', number(0), false)
        case 'KeyPress':
          return character(number(0))
        case 'GamepadButtonPressed':
          return press(number(0), number(1), 1)
        case 'GamepadButtonReleased':
          return press(number(0), number(1), 0)
        case 'GamepadAnalog': {
          const [index, axis, value] = [number(0), number(1), number(2)]
          if (!Number.isFinite(value)) return []
          if (axis === 5 || axis === 6) return press(index, triggerButtons[axis], value)
          return gamepad(index, (pad) => {
            if (axis >= 1 && axis <= axisCount) pad.axes[axis - 1] = axis % 2 === 0 ? -value : value
          })
        }
        default:
          return []
      }
    },
  }
}

/** Bit of a button in `MouseEvent.buttons`: there the middle button comes third. */
function maskOf(button: number): number {
  return [1, 4, 2, 8, 16][button] ?? 0
}

function touch(phase: Pointer['phase'], fields: readonly (number | string)[]): SceneInput[] {
  const [, x = 0, y = 0, finger = 0, , inside = 0] = fields.map(Number)
  if (inside === 0 && phase !== 'up') return []
  return [
    {
      type: 'pointer',
      phase,
      x: x / fullScale,
      y: y / fullScale,
      pointerId: 2 + finger,
      pointerType: 'touch',
      button: phase === 'move' ? -1 : 0,
      buttons: phase === 'up' ? 0 : 1,
    },
  ]
}

const backspace = 8
const places: Readonly<Record<number, string>> = {
  [backspace]: 'Backspace',
  37: 'ArrowLeft',
  38: 'ArrowUp',
  39: 'ArrowRight',
  40: 'ArrowDown',
  65: 'KeyA',
  68: 'KeyD',
  83: 'KeyS',
  87: 'KeyW',
}

function key(phase: 'down' | 'up', keyCode: number, repeat: boolean): SceneInput[] {
  const code = places[keyCode] ?? `Key${keyCode}`
  // The character comes separately, as `KeyPress`.
  return [{ type: 'key', phase, code, key: code, repeat }]
}

/** Letters that move the square are not written. */
function character(charCode: number): SceneInput[] {
  const value = String.fromCharCode(charCode)
  return charCode < 32 || /[wasd]/i.test(value) ? [] : [{ type: 'text', value }]
}

/** The input that replaces the current text by `value`. */
export function replaceText(current: string, value: string): SceneInput[] {
  return [...Array.from(current, () => key('down', backspace, false)).flat(), { type: 'text', value }]
}
