import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isDevelopment } from './is-development.ts'

// A fresh module each time: the module remembers its warnings.
async function load() {
  vi.resetModules()
  return import('./developer-error.ts')
}

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('developerError', () => {
  it('says what happened, why it is a problem and how to fix it, after the prefix', async () => {
    const { developerError } = await load()
    const error = developerError('A happened.', 'It breaks B.', 'Do C.')
    expect(error).toBeInstanceOf(Error)
    expect(error.message).toBe('Standby: A happened. It breaks B. Do C.')
  })
})

describe('warnOnce', () => {
  it('warns once per key', async () => {
    const { warnOnce } = await load()
    warnOnce('a', 'first')
    warnOnce('a', 'first again')
    warnOnce('b', 'second')
    expect(vi.mocked(console.warn).mock.calls).toEqual([['Standby: first'], ['Standby: second']])
  })

  it('is silent in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const { warnOnce } = await load()
    warnOnce('a', 'text')
    expect(isDevelopment()).toBeUndefined()
    expect(console.warn).not.toHaveBeenCalled()
  })

  it('still warns after production dropped the same warning', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const { warnOnce } = await load()
    warnOnce('a', 'text')
    vi.stubEnv('NODE_ENV', 'development')
    warnOnce('a', 'text')
    expect(console.warn).toHaveBeenCalledOnce()
  })

  it('is silent, and does not throw, where there is no process', async () => {
    const { warnOnce } = await load()
    vi.stubGlobal('process', undefined)
    const development = isDevelopment()
    warnOnce('a', 'text')
    vi.unstubAllGlobals()
    expect(development).toBeUndefined()
    expect(console.warn).not.toHaveBeenCalled()
  })
})
