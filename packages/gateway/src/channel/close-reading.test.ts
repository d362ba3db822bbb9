import { describe, expect, it } from 'vitest'
import { readClose } from './close-reading.ts'

/** The codes and reasons of docs/protocol.md. */
const closes: Readonly<Record<number, readonly string[]>> = {
  1000: ['left', 'ended'],
  1001: [],
  1002: ['request-first', 'request-twice', 'not-json'],
  1003: ['no-media-in-common'],
  1008: ['ticket-refused', 'silent'],
  1009: [],
  1011: [],
  1012: [],
  1013: ['overload'],
  4000: [],
  4001: ['queue-open', 'queue-closed'],
  4002: [],
  4003: [],
  4004: ['afk', 'max-runtime'],
  4005: [],
  4006: [],
  4007: [],
  4100: [],
}

describe('a close of the protocol', () => {
  const listed = Object.entries(closes).flatMap(([code, reasons]) =>
    reasons.map((reason): [number, string] => [Number(code), reason]),
  )

  it.each(listed.filter(([, reason]) => reason !== 'silent'))('%i keeps its reason %s', (code, reason) => {
    expect(readClose(code, reason)).toMatchObject({ code, reason })
  })

  it.each(Object.keys(closes).map(Number))('%i drops a reason that is not on the list', (code) => {
    expect(readClose(code, 'left by the <b>admin</b>').reason).toBeUndefined()
  })

  it('drops a reason of another code', () => {
    expect(readClose(1011, 'left').reason).toBeUndefined()
    expect(readClose(4004, 'ended').reason).toBeUndefined()
  })

  it('has a cause if its code or reason implies one', () => {
    expect(readClose(1008, 'ticket-refused').cause).toBe('forbidden')
    expect(readClose(1008, '').cause).toBeUndefined()
    expect(readClose(1003, 'no-media-in-common').cause).toBe('unsupported')
    expect(readClose(4002, '').cause).toBe('not-found')
    expect(readClose(4100, '').cause).toBe('taken-over')
  })

  it('is a loss when the reason is the silence of a page that slept', () => {
    expect(readClose(1008, 'silent', 700)).toEqual({ code: 1006, cause: 'network', retryAfterMs: 700 })
  })
})

describe('any other close', () => {
  it("keeps the platform's code and reason, max 123 characters", () => {
    expect(readClose(4567, 'our own')).toEqual({ code: 4567, reason: 'our own' })
    expect(readClose(4567, 'x'.repeat(5000)).reason).toHaveLength(123)
  })

  it.each([undefined, null, 7, {}, ''])('has no reason if the reason is %j', (text) => {
    expect(readClose(4567, text)).toEqual({ code: 4567 })
  })

  it('does not treat property names of Object as codes', () => {
    expect(readClose('constructor' as never, 'x').reason).toBe('x')
  })
})
