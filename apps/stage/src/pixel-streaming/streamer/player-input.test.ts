import { describe, expect, it } from 'vitest'
import { createScene, type SceneInput } from '../../worker/picture/scene.ts'
import type { PlayerMessage, ToStreamerName } from './data-channel.ts'
import { createPlayerInput, replaceText } from './player-input.ts'

const reader = () => {
  const input = createPlayerInput()
  return (name: ToStreamerName, ...fields: PlayerMessage['fields']) => input.read({ name, fields })
}
const half = 32_768

describe('the mouse', () => {
  it('presses and releases at a fraction of the picture, with its pressed buttons', () => {
    const read = reader()
    expect(read('MouseDown', 0, half, 16_384)).toEqual([
      {
        type: 'pointer',
        phase: 'down',
        x: 0.5,
        y: 0.25,
        pointerId: 1,
        pointerType: 'mouse',
        button: 0,
        buttons: 1,
      },
    ])
    expect(read('MouseDown', 2, 0, 0)).toMatchObject([{ button: 2, buttons: 3 }])
    expect(read('MouseMove', 0, 65_535, 5, -5)).toMatchObject([{ phase: 'move', x: 0, buttons: 3 }])
    expect(read('MouseUp', 0, 0, 0)).toMatchObject([{ phase: 'up', buttons: 2 }])
  })

  it('presses once for MouseDouble', () => {
    expect(reader()('MouseDouble', 0, half, half)).toMatchObject([{ phase: 'down', x: 0.5 }])
  })

  it('turns its wheel with the sign of the DOM: up is negative', () => {
    expect(reader()('MouseWheel', 120, half, half)).toEqual([
      { type: 'wheel', x: 0.5, y: 0.5, deltaX: 0, deltaY: -120 },
    ])
  })

  it('gives no input when it enters or leaves', () => {
    expect([...reader()('MouseEnter'), ...reader()('MouseLeave')]).toEqual([])
  })
})

describe('touches', () => {
  it('are one pointer per finger', () => {
    const read = reader()
    const fingers = [0, 1].map((finger) => read('TouchStart', 1, half, half, finger, 255, 1)[0])
    expect(fingers).toMatchObject([
      { pointerId: 2, pointerType: 'touch', phase: 'down', buttons: 1 },
      { pointerId: 3, pointerType: 'touch' },
    ])
    expect(read('TouchMove', 1, 0, 0, 1, 255, 1)).toMatchObject([{ phase: 'move', pointerId: 3 }])
    expect(read('TouchEnd', 1, 0, 0, 1, 0, 1)).toMatchObject([{ phase: 'up', buttons: 0 }])
  })

  it('outside the picture can end, but not start', () => {
    const read = reader()
    expect(read('TouchStart', 1, 65_535, 65_535, 0, 255, 0)).toEqual([])
    expect(read('TouchEnd', 1, 65_535, 65_535, 0, 255, 0)).toMatchObject([{ phase: 'up' }])
  })
})

describe('keys', () => {
  it('are mapped from key codes to DOM codes', () => {
    const read = reader()
    expect(read('KeyDown', 37, 0)).toMatchObject([{ phase: 'down', code: 'ArrowLeft', repeat: false }])
    expect(read('KeyDown', 87, 1)).toMatchObject([{ code: 'KeyW', repeat: true }])
    expect(read('KeyUp', 87)).toMatchObject([{ phase: 'up', code: 'KeyW' }])
  })

  it('write their characters, except letters that move the square', () => {
    const read = reader()
    expect(read('KeyPress', 'x'.charCodeAt(0))).toEqual([{ type: 'text', value: 'x' }])
    expect(read('KeyPress', 'w'.charCodeAt(0))).toEqual([])
    expect(read('KeyPress', 8)).toEqual([])
  })

  const typed = (events: readonly SceneInput[]): string => {
    const scene = createScene({ width: 160, height: 90, worker: 1 })
    for (const event of events) scene.input(event)
    return scene.state().text
  }

  it('delete a character with backspace', () => {
    const read = reader()
    const hi = [...'hi'].flatMap((letter) => [
      ...read('KeyDown', letter.toUpperCase().charCodeAt(0), 0),
      ...read('KeyPress', letter.charCodeAt(0)),
    ])
    expect(typed(hi)).toBe('hi')
    expect(typed([...hi, ...read('KeyDown', 8, 0)])).toBe('h')
  })

  it('can replace the whole text', () => {
    expect(typed([{ type: 'text', value: 'old' }, ...replaceText('old', 'new')])).toBe('new')
  })
})

describe('gamepads', () => {
  it('have their vertical axes inverted: up is positive at Epic', () => {
    const read = reader()
    read('GamepadAnalog', 0, 1, 0.5)
    expect(read('GamepadAnalog', 0, 2, 0.25)).toMatchObject([{ type: 'gamepad', axes: [0.5, -0.25, 0, 0] }])
  })

  it('keep pressed buttons, and map Epic’s trigger axes to buttons', () => {
    const read = reader()
    read('GamepadButtonPressed', 1, 0, 0)
    const [pad] = read('GamepadAnalog', 1, 6, 0.75)
    expect(pad).toMatchObject({ index: 1 })
    expect(pad?.type === 'gamepad' && [pad.buttons[0], pad.buttons[7]]).toEqual([1, 0.75])
    expect(read('GamepadButtonReleased', 1, 0, 0)).toMatchObject([{ buttons: { 0: 0, 7: 0.75 } }])
  })

  it('are limited in number, buttons and values', () => {
    const read = reader()
    expect(read('GamepadButtonPressed', 200, 0, 0)).toEqual([])
    expect(read('GamepadAnalog', 0, 1, Number.NaN)).toEqual([])
    expect(read('GamepadButtonPressed', 0, 99, 0)).toMatchObject([{ buttons: { length: 17 } }])
  })
})
