import type { StreamInputEvent } from '@standby/core/source'
import { describe, expect, it } from 'vitest'
import { InputTranslator, replaceableKind } from './input.ts'

function lab(touchIsMouse = false) {
  const sent: [name: string, ...values: (number | string)[]][] = []
  const clock = { now: 0 }
  const input = new InputTranslator((name, values = []) => void sent.push([name, ...values]), {
    now: () => clock.now,
    touchIsMouse,
  })
  return {
    sent,
    clock,
    input,
    take: (...events: StreamInputEvent[]) => events.forEach((event) => input.take(event)),
  }
}

type Pointer = Extract<StreamInputEvent, { type: 'pointer' }>
const mouse = (phase: Pointer['phase'], x = 0.5, y = 0.5, button = 0): StreamInputEvent => ({
  type: 'pointer',
  phase,
  x,
  y,
  pointerId: 1,
  pointerType: 'mouse',
  button,
  buttons: 0,
})
const finger = (phase: Pointer['phase'], pointerId: number, x = 0.5): StreamInputEvent => ({
  ...(mouse(phase, x) as Pointer),
  pointerId,
  pointerType: 'touch',
})
const key = (phase: 'down' | 'up', code: string, text: string, repeat = false): StreamInputEvent => ({
  type: 'key',
  phase,
  code,
  key: text,
  repeat,
})

describe('the mouse', () => {
  it('enters once, and sends the distance of each move', () => {
    const { take, sent } = lab()
    take(mouse('move', 0.5, 0.5), mouse('move', 0.75, 0.25))
    expect(sent).toEqual([
      ['MouseEnter'],
      ['MouseMove', 32768, 32768, 0, 0],
      ['MouseMove', 49151, 16384, 16384, -16383],
    ])
  })

  it('has positions that fit into two bytes', () => {
    const { take, sent } = lab()
    take(mouse('down', 1, 1, 2), mouse('up', 0, 0, 2))
    expect(sent.slice(1)).toEqual([
      ['MouseDown', 2, 65535, 65535],
      ['MouseUp', 2, 0, 0],
    ])
  })

  it('releases every button and leaves at a cancel', () => {
    const { take, sent } = lab()
    take(mouse('down', 0.5, 0.5, 0), mouse('down', 0.5, 0.5, 2), mouse('cancel', 0.5, 0.5, -1))
    expect(sent.slice(3)).toEqual([
      ['MouseUp', 0, 32768, 32768],
      ['MouseUp', 2, 32768, 32768],
      ['MouseLeave'],
    ])
    take(mouse('move'))
    expect(sent.at(-2)).toEqual(['MouseEnter'])
  })

  it('sends one double click for two or three quick clicks at one position', () => {
    const { take, sent, clock } = lab()
    const click = (x = 0.5) => take(mouse('down', x), mouse('up', x))
    const doubles = () => sent.filter(([name]) => name === 'MouseDouble').length
    click()
    clock.now += 200
    click()
    expect(sent.slice(-2)).toEqual([
      ['MouseDouble', 0, 32768, 32768],
      ['MouseUp', 0, 32768, 32768],
    ])
    clock.now += 200
    click()
    expect(doubles()).toBe(1)
    clock.now += 600
    click()
    clock.now += 100
    click(0.8)
    expect(doubles()).toBe(1)
  })

  it('turns its wheel in the engine’s direction', () => {
    const { take, sent } = lab()
    take({ type: 'wheel', x: 0.5, y: 0.5, deltaX: 0, deltaY: 100 })
    take({ type: 'wheel', x: 0.5, y: 0.5, deltaX: 0, deltaY: -1e9 })
    expect(sent).toEqual([
      ['MouseWheel', -120, 32768, 32768],
      ['MouseWheel', 32767, 32768, 32768],
    ])
  })
})

describe('fingers', () => {
  it('have numbers, and a new finger gets the first free number', () => {
    const { take, sent } = lab()
    take(finger('down', 7), finger('down', 8, 0), finger('move', 7, 1), finger('up', 7), finger('down', 9))
    expect(sent).toEqual([
      ['TouchStart', 1, 32768, 32768, 0, 255, 1],
      ['TouchStart', 1, 0, 32768, 1, 255, 1],
      ['TouchMove', 1, 65535, 32768, 0, 255, 1],
      ['TouchEnd', 1, 32768, 32768, 0, 0, 1],
      ['TouchStart', 1, 32768, 32768, 0, 255, 1],
    ])
  })

  it('are lifted when the browser takes over the gesture', () => {
    const { take, sent } = lab()
    take(finger('down', 1), finger('cancel', 1))
    expect(sent.at(-1)?.[0]).toBe('TouchEnd')
  })

  it('are ignored without a down event, and beyond ten', () => {
    const { take, sent } = lab()
    take(finger('move', 1), finger('up', 1))
    expect(sent).toEqual([])
    for (let id = 0; id < 12; id++) take(finger('down', id))
    expect(sent).toHaveLength(10)
  })

  it('act as a mouse if the settings say so', () => {
    const { take, sent } = lab(true)
    take(finger('down', 1))
    expect(sent.map(([name]) => name)).toEqual(['MouseEnter', 'MouseDown'])
  })
})

describe('keys', () => {
  it('are sent as down and up, with the character', () => {
    const { take, sent } = lab()
    take(key('down', 'KeyA', 'a'), key('down', 'KeyA', 'a', true), key('up', 'KeyA', 'a'))
    expect(sent).toEqual([
      ['KeyDown', 65, 0],
      ['KeyPress', 97],
      ['KeyDown', 65, 1],
      ['KeyPress', 97],
      ['KeyUp', 65],
    ])
  })

  it('include arrows, Backspace and Enter', () => {
    const { take, sent } = lab()
    take(
      key('down', 'ArrowUp', 'ArrowUp'),
      key('down', 'Backspace', 'Backspace'),
      key('down', 'Enter', 'Enter'),
    )
    expect(sent).toEqual([
      ['KeyDown', 38, 0],
      ['KeyDown', 8, 0],
      ['KeyPress', 8],
      ['KeyDown', 13, 0],
      ['KeyPress', 13],
    ])
  })

  it('send no character with Control, but with AltGr', () => {
    const { take, sent } = lab()
    const written = () => sent.filter(([name]) => name === 'KeyPress')
    take(key('down', 'ControlLeft', 'Control'), key('down', 'KeyC', 'c'))
    expect(written()).toEqual([])
    take(key('down', 'AltRight', 'Alt'), key('down', 'KeyQ', '@'))
    expect(written()).toEqual([['KeyPress', 64]])
    take(key('up', 'AltRight', 'Alt'), key('up', 'ControlLeft', 'Control'), key('down', 'KeyC', 'c'))
    expect(written()).toHaveLength(2)
  })

  it('that the engine does not know only send their character', () => {
    const { take, sent } = lab()
    take(key('down', 'IntlRo', 'ろ'), key('up', 'IntlRo', 'ろ'))
    expect(sent).toEqual([['KeyPress', 12429]])
  })
})

it('sends the text of a field as a whole', () => {
  const { take, sent } = lab()
  take({ type: 'text', value: 'Ada' })
  expect(sent).toEqual([['TextboxEntry', 'Ada']])
})

describe('a gamepad', () => {
  const pad = (buttons: number[], axes: number[] = [], index = 0): StreamInputEvent => ({
    type: 'gamepad',
    index,
    buttons,
    axes,
  })

  it('is announced, and then only changes are sent', () => {
    const { take, sent } = lab()
    take(pad([1, 0], [0, 0.5]), pad([1, 0], [0, 0.5]), pad([0, 1], [0.25, 0.5]))
    expect(sent).toEqual([
      ['GamepadConnected'],
      ['GamepadButtonPressed', 0, 0, 0],
      ['GamepadAnalog', 0, 2, -0.5],
      ['GamepadButtonReleased', 0, 0, 0],
      ['GamepadButtonPressed', 0, 1, 0],
      ['GamepadAnalog', 0, 1, 0.25],
    ])
  })

  it('sends its triggers as axes', () => {
    const { take, sent } = lab()
    take(pad([0, 0, 0, 0, 0, 0, 0.5, 1]), pad([0, 0, 0, 0, 0, 0, 0, 1]))
    expect(sent.slice(1)).toEqual([
      ['GamepadAnalog', 0, 5, 0.5],
      ['GamepadAnalog', 0, 6, 1],
      ['GamepadAnalog', 0, 5, 0],
    ])
  })

  it('uses the id that the engine assigns', () => {
    const { take, sent, input } = lab()
    take(pad([1], [], 3))
    input.gamepads.numbered(7)
    input.gamepads.numbered('nonsense')
    take(pad([0], [], 3))
    expect(sent.map(([, id]) => id)).toEqual([undefined, 3, 7])
  })

  it('ignores an id that no gamepad waits for', () => {
    const { take, sent, input } = lab()
    input.gamepads.numbered(9)
    take(pad([1]))
    expect(sent.at(-1)).toEqual(['GamepadButtonPressed', 0, 0, 0])
  })
})

it('replaces only moves and gamepad states, and no presses', () => {
  expect(replaceableKind(mouse('move'))).toBe('pointer 1')
  for (const event of [mouse('down'), key('down', 'KeyA', 'a')] as const)
    expect(replaceableKind(event)).toBeNull()
  // A gamepad sends the changes since its last state, so replacing a state loses no change that lasts.
  expect(replaceableKind({ type: 'gamepad', index: 2, axes: [], buttons: [] })).toBe('gamepad 2')
})
