import { describe, expect, it } from 'vitest'
import { keyCode } from './key-codes.ts'

describe('a key', () => {
  it.each([
    ['KeyA', 'a', 65],
    ['KeyZ', 'Z', 90],
    ['Digit0', '0', 48],
    ['Digit1', '!', 49],
    ['Numpad9', '9', 105],
    ['F1', 'F1', 112],
    ['F12', 'F12', 123],
    ['Space', ' ', 32],
    ['Enter', 'Enter', 13],
    ['NumpadEnter', 'Enter', 13],
    ['ArrowLeft', 'ArrowLeft', 37],
    ['ShiftLeft', 'Shift', 16],
    ['ShiftRight', 'Shift', 253],
    ['ControlRight', 'Control', 254],
    ['AltRight', 'AltGraph', 255],
    ['Minus', '-', 189],
  ])('with the code %s and the character %j is %i', (code, key, number) =>
    expect(keyCode(code, key)).toBe(number),
  )

  it('is found by its character on a keyboard of another layout', () => {
    expect(keyCode('KeyQ', 'a')).toBe(65)
    expect(keyCode('KeyY', 'Z')).toBe(90)
  })

  it('is found by its position if it writes another script', () => {
    expect(keyCode('KeyA', 'ф')).toBe(65)
    expect(keyCode('KeyA', 'å')).toBe(65)
  })

  it.each(['', 'Unidentified', 'KeyÄ', 'F100', 'constructor', 'toString'])(
    'with the code %j is unknown',
    (code) => expect(keyCode(code, 'x')).toBeNull(),
  )
})
