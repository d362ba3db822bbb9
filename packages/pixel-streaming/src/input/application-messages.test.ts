import { describe, expect, it } from 'vitest'
import {
  echoRequest,
  readApplication,
  readGamepadId,
  readResponse,
  readTextRequest,
} from './application-messages.ts'
import { fromStreamer } from '../connection/fake-web.fixture.ts'

const names = new Map([
  [1, 'Response'],
  [12, 'InputControlOwnership'],
])

describe('a message on the data channel', () => {
  it('has its name of the protocol, and its text', () => {
    const message = readApplication(fromStreamer(1, 'öffne ✓'), names)
    expect(message?.name).toBe('Response')
    expect(message?.text()).toBe('öffne ✓')
  })

  it('may be a single byte', () => {
    expect(readApplication(Uint8Array.of(12, 1).buffer, names)).toMatchObject({ byte: 1 })
    expect(readApplication(Uint8Array.of(12).buffer, names)).toMatchObject({ byte: 0 })
  })

  it.each([
    ['empty', new ArrayBuffer(0)],
    ['an unknown type', Uint8Array.of(99).buffer],
    ['text', 'Response'],
    ['undefined', undefined],
  ])('is dropped if it is %s', (_, data) => expect(readApplication(data, names)).toBeNull())

  it('is cut if it is too long', () => {
    expect(readApplication(fromStreamer(1, 'x'.repeat(400_000)), names)!.text().length).toBeLessThan(263_000)
  })
})

describe('a response', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    [' [1,2]', [1, 2]],
    ['plain', 'plain'],
    ['7', '7'],
    ['true', 'true'],
    ['"quoted"', '"quoted"'],
    ['{broken', '{broken'],
    ['', ''],
  ])('of %j becomes %j', (text, data) => expect(readResponse(text)).toEqual(data))
})

describe('a request for text', () => {
  it.each([
    ['{"command":"onScreenKeyboard","contents":"name","showOnScreenKeyboard":true}', 'name'],
    ['{"command":"onScreenKeyboard"}', ''],
    ['{"command":"onScreenKeyboard","contents":7}', ''],
    ['{"command":"onScreenKeyboard","showOnScreenKeyboard":false}', null],
    ['{"command":"somethingElse"}', null],
    ['7', null],
    ['null', null],
    ['{', null],
  ])('%s asks for %j', (text, value) => expect(readTextRequest(text)).toBe(value))

  it('has max 4096 characters', () => {
    const contents = 'x'.repeat(10_000)
    expect(readTextRequest(JSON.stringify({ command: 'onScreenKeyboard', contents }))).toHaveLength(4096)
  })
})

describe('a request for an echo', () => {
  it('has a text if the engine’s protocol has a field for one', () => {
    expect([...new Uint8Array(echoRequest({ id: 8, structure: ['string'] }, '12'))]).toEqual([
      8, 2, 0, 49, 0, 50, 0,
    ])
  })

  it.each([[{ id: 8 }], [{ id: 8, structure: [] }]])('is one byte without such a field: %j', (format) => {
    expect([...new Uint8Array(echoRequest(format, '12'))]).toEqual([8])
  })
})

it.each([
  ['{"controllerId":3}', 3],
  ['{}', undefined],
  ['x', undefined],
])('reads the gamepad number of %s as %s', (text, id) => expect(readGamepadId(text)).toBe(id))
