import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { explainClose, type Explanations } from './explain-close.ts'

const explanations: Explanations = {
  cors: (farEnd) => [`${farEnd} refuses this page.`, 'It must not.', 'Allow it.'],
  'no-codec': () => ['There is no codec.', 'One is needed.', 'Add one.'],
}
const farEnd = { name: 'The server', address: 'https://me:word@a.example/live?token=secret' }

let error: ReturnType<typeof vi.spyOn>
beforeEach(() => {
  error = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

const said = () => error.mock.calls.flat()

describe('the explanation of a close', () => {
  it('is that of its cause, and shows the address without secrets', () => {
    explainClose({ code: 1008, cause: 'cors' }, explanations, farEnd)
    expect(said()).toEqual(['Standby: https://a.example/live refuses this page. It must not. Allow it.'])
  })

  it('is that of its reason first', () => {
    explainClose({ code: 1008, cause: 'cors', reason: 'no-codec' }, explanations, farEnd)
    expect(said()).toEqual(['Standby: There is no codec. One is needed. Add one.'])
  })

  it('has a name instead of an address that only a function knows', () => {
    const address = vi.fn(() => 'https://a.example')
    explainClose({ code: 1008, cause: 'cors' }, explanations, { name: 'The server', address })
    expect(said()).toEqual([expect.stringMatching(/^Standby: The server refuses/)])
    expect(address).not.toHaveBeenCalled()
  })

  it.each([
    { code: 1006, cause: 'network' },
    // A far end may send any text.
    { code: 4000, reason: 'toString' },
    { code: 1000, cause: 'cors' },
    { code: 1005 },
  ] as const)('is left out for %j', (close) => {
    explainClose(close, explanations, farEnd)
    expect(said()).toEqual([])
  })
})
