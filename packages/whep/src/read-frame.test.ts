import { describe, expect, it } from 'vitest'
import { readFrame } from './read-frame.ts'

describe('a frame', () => {
  it.each([
    { type: 'pong', id: 3 },
    { type: 'message', data: { any: ['thing', null] } },
    { type: 'text-input', value: 'name', multiline: true },
  ])('%j is read', (frame) => expect(readFrame(JSON.stringify(frame))).toEqual({ frame }))

  it('may carry more than is known', () => {
    expect(readFrame('{"type":"pong","id":3,"later":true}')).toEqual({ frame: { type: 'pong', id: 3 } })
  })

  it('of a type that nobody knows is no fault', () => {
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

  it('with many signs of more than one byte is read where it fits', () => {
    const frame = { type: 'message', data: 'é'.repeat(30_000) }
    expect(readFrame(JSON.stringify(frame))).toEqual({ frame })
  })

  it('nested without end is dropped', () => {
    expect(readFrame('['.repeat(60_000))).toEqual({ fault: 'not-json' })
  })
})
