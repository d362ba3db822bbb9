import Hls from 'hls.js'
import { describe, expect, it } from 'vitest'
import { type HlsConstructor, loadEngine } from './load-hls.ts'

const Fake = class {
  static isSupported = () => true
} as unknown as HlsConstructor

describe('loadEngine', () => {
  it('takes what was injected: a class, a loader, a module', async () => {
    expect(await loadEngine(Fake, false)).toBe(Fake)
    expect(await loadEngine(() => Fake, true)).toBe(Fake)
    expect(await loadEngine(() => Promise.resolve({ default: Fake }), false)).toBe(Fake)
  })

  it('loads the light build of hls.js unless the full one is asked for', async () => {
    const light = await loadEngine(undefined, false)
    const full = await loadEngine(undefined, true)
    expect(full).toBe(Hls)
    expect(light).not.toBe(full)
    expect(light.DefaultConfig.latencyController).toBeDefined()
    expect(light.DefaultConfig.subtitleTrackController).toBeUndefined()
  })

  it('rejects as an injected loader does', async () => {
    await expect(loadEngine(() => Promise.reject(new Error('blocked')), false)).rejects.toThrow('blocked')
  })
})
