import { explainClose } from '@standby/core/source'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { explanations } from './explanations.ts'

let error: ReturnType<typeof vi.spyOn>
beforeEach(() => {
  error = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

const farEnd = { name: 'The endpoint', address: 'https://a.example/whep?token=secret' }

describe('an end that a developer can fix', () => {
  it.each([
    [{ code: 1003, cause: 'invalid-url' }, /is not an address/],
    [{ code: 1008, cause: 'forbidden', reason: 'invalid-token' }, /cannot be sent/],
    [{ code: 1003, cause: 'unsupported', reason: 'not-an-answer' }, /is not SDP/],
    [{ code: 1003, cause: 'unsupported', reason: 'answer-refused' }, /does not fit/],
    [{ code: 1003, cause: 'unsupported' }, /no WebRTC/],
    [{ code: 1008, cause: 'cors' }, /CORS/],
  ] as const)('is explained: %j', (close, words) => {
    explainClose(close, explanations, farEnd)
    expect(error).toHaveBeenCalledOnce()
    expect(error.mock.calls[0]?.[0]).toMatch(words)
    expect(error.mock.calls[0]?.[0]).toMatch(/^Standby: /)
    expect(error.mock.calls[0]?.[0]).not.toMatch(/secret/)
  })

  it.each([
    { code: 1006, cause: 'network' },
    { code: 1005 },
    { code: 1008, cause: 'forbidden' },
    { code: 1000, reason: 'ended' },
  ] as const)('does not include %j', (close) => {
    explainClose(close, explanations, farEnd)
    expect(error).not.toHaveBeenCalled()
  })

  it('is explained without the address if the address is a function', () => {
    explainClose({ code: 1008, cause: 'cors' }, explanations, {
      name: 'The endpoint',
      address: () => 'https://a.example',
    })
    expect(error.mock.calls[0]?.[0]).toMatch(/The endpoint answers/)
  })
})
