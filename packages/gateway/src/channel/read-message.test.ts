import { afterEach, describe, expect, it, vi } from 'vitest'
import { readMessage } from './read-message.ts'

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
afterEach(() => warn.mockClear())

const read = (value: unknown) => readMessage(JSON.stringify(value))

describe('a message of the protocol', () => {
  it('is read without unknown fields', () => {
    expect(read({ type: 'queued', position: 3, mood: 'good' })).toEqual({ type: 'queued', position: 3 })
    expect(warn).not.toHaveBeenCalled()
  })

  it('keeps hostile strings unchanged as text', () => {
    const text = '<img src=x onerror=alert(1)>\u202e\0'
    expect(read({ type: 'notice', text })).toEqual({ type: 'notice', text })
  })

  it('may be as large as a frame, and not larger', () => {
    const frame = JSON.stringify({ type: 'queued', position: 3, padding: '' })
    const padded = frame.replace('""', `"${'a'.repeat(65_536 - frame.length)}"`)
    expect(readMessage(padded)).toEqual({ type: 'queued', position: 3 })
    expect(readMessage(`${padded} `)).toBeNull()
  })

  it('cannot change prototypes of the page', () => {
    readMessage('{"type":"message","data":{"__proto__":{"admin":true}},"__proto__":{"admin":true}}')
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})

describe('an invalid frame', () => {
  it.each<[string, unknown]>([
    ['a binary frame', new ArrayBuffer(8)],
    ['undefined', undefined],
    ['text', 'hello'],
    ['half an object', '{"type":"queued"'],
    ['a number', '7'],
    ['null', 'null'],
    ['a list', '[{"type":"queued"}]'],
    ['no type', '{"position":1}'],
    ['a type that is no text', '{"type":{"toString":"queued"}}'],
    ['an unknown type', '{"type":"party"}'],
    ['a property name of Object as type', '{"type":"constructor"}'],
    ['a position of 0', '{"type":"queued","position":0}'],
    ['a position of 1.5', '{"type":"queued","position":1.5}'],
    ['an epoch as a duration', `{"type":"limit","remainingMs":${Date.UTC(2030, 0)}}`],
    ['a kind that is markup', '{"type":"assigned","worker":"w","media":{"kind":"<b>","url":"https://x"}}'],
    ['a notice that is too long', JSON.stringify({ type: 'notice', text: 'a'.repeat(501) })],
    ['a message without data', '{"type":"message"}'],
    ['data of more than 16 KiB', JSON.stringify({ type: 'message', data: 'a'.repeat(16_384) })],
    ['data of more than 16 KiB in bytes', JSON.stringify({ type: 'message', data: '€'.repeat(6000) })],
    [
      'data as deep as a frame allows',
      `{"type":"message","data":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    ],
  ])('is dropped: %s', (_, frame) => expect(readMessage(frame)).toBeNull())

  it('leads to one warning per kind, which says what to do', () => {
    for (let i = 0; i < 50; i++) read({ type: 'offered', offer: '' })
    for (let i = 0; i < 50; i++) read({ type: `newer-${i}` })
    expect(warn.mock.calls.flat().filter((text: string) => text.includes('offered'))).toHaveLength(1)
    expect(warn.mock.calls.length).toBeLessThanOrEqual(2)
  })
})
