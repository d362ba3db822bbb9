import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { explainClose } from './explain-close.ts'

let error: ReturnType<typeof vi.spyOn>
beforeEach(() => {
  error = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

const options = { url: 'https://a.example/whep?token=secret' }

describe('an end that a developer can fix', () => {
  it.each([
    [{ code: 1003, cause: 'invalid-url' }, /is not an address/],
    [{ code: 1008, cause: 'forbidden', reason: 'invalid-token' }, /cannot be sent/],
    [{ code: 1003, cause: 'unsupported', reason: 'not-an-answer' }, /is not SDP/],
    [{ code: 1003, cause: 'unsupported', reason: 'answer-refused' }, /does not fit/],
    [{ code: 1003, cause: 'unsupported' }, /no WebRTC/],
    [{ code: 1008, cause: 'cors' }, /CORS/],
  ] as const)('is explained: %j', (close, words) => {
    explainClose({ type: 'closed', ...close }, options)
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
    explainClose({ type: 'closed', ...close }, options)
    expect(error).not.toHaveBeenCalled()
  })

  it('is explained without the address if the address is a function', () => {
    explainClose({ type: 'closed', code: 1008, cause: 'cors' }, { url: () => 'https://a.example' })
    expect(error.mock.calls[0]?.[0]).toMatch(/The endpoint answers/)
  })
})
