import { describe, expect, it } from 'vitest'
import { readFrame } from './read-frame.ts'

describe('a frame', () => {
  it.each([
    { type: 'pong', id: 3 },
    { type: 'message', data: { any: ['thing', null] } },
    { type: 'text-input', value: 'name', multiline: true },
  ])('is read: %j', (frame) => expect(readFrame(JSON.stringify(frame))).toEqual({ frame }))

  it('may have unknown fields', () => {
    expect(readFrame('{"type":"pong","id":3,"later":true}')).toEqual({ frame: { type: 'pong', id: 3 } })
  })

  it('of an unknown type is dropped without a fault', () => {
    expect(readFrame('{"type":"later-version","a":1}')).toEqual({ fault: null })
  })

  it.each([
    ['binary', new ArrayBuffer(8)],
    ['binary', undefined],
    ['not-json', ''],
    ['not-json', '{"type":'],
    ['malformed', 'null'],
    ['malformed', '5'],
    ['malformed', '[]'],
    ['malformed', '{}'],
    ['malformed', '{"type":5}'],
    ['malformed', '{"type":"pong"}'],
    ['malformed', '{"type":"pong","id":-1}'],
    ['malformed', '{"type":"pong","id":1e30}'],
    ['malformed', '{"type":"text-input","value":5,"multiline":false}'],
    ['malformed', JSON.stringify({ type: 'text-input', value: 'x'.repeat(5000), multiline: false })],
    ['too-large', JSON.stringify({ type: 'message', data: 'x'.repeat(70_000) })],
    ['too-large', JSON.stringify({ type: 'message', data: '€'.repeat(30_000) })],
  ])('that is %s is dropped: %.60j', (fault, data) => expect(readFrame(data)).toEqual({ fault }))

  it('with multi-byte characters is read if it fits in bytes', () => {
    const frame = { type: 'message', data: 'é'.repeat(30_000) }
    expect(readFrame(JSON.stringify(frame))).toEqual({ frame })
  })

  it('with unclosed brackets is dropped', () => {
    expect(readFrame('['.repeat(60_000))).toEqual({ fault: 'not-json' })
  })
})
