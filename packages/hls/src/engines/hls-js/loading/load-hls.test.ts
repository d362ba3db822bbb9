import Hls from 'hls.js'
import { describe, expect, it } from 'vitest'
import { HlsPlayer } from '../hls-player.ts'
import type { HlsConstructor } from '../hls-input.ts'
import { loadEngine } from './load-hls.ts'

const Fake = class {
  static isSupported = () => true
} as unknown as HlsConstructor

describe('loadEngine', () => {
  it('accepts an injected class, loader or module', async () => {
    const engine = { Hls: Fake, HlsPlayer }
    expect(await loadEngine(Fake, false)).toEqual(engine)
    expect(await loadEngine(() => Fake, true)).toEqual(engine)
    expect(await loadEngine(() => Promise.resolve({ default: Fake }), false)).toEqual(engine)
  })

  it('loads the light build of hls.js unless the full one is asked for', async () => {
    const { Hls: light } = await loadEngine(undefined, false)
    const { Hls: full } = await loadEngine(undefined, true)
    expect(full).toBe(Hls)
    expect(light).not.toBe(full)
    expect(light.DefaultConfig.latencyController).toBeDefined()
    expect(light.DefaultConfig.subtitleTrackController).toBeUndefined()
  })

  it('rejects as an injected loader does', async () => {
    await expect(loadEngine(() => Promise.reject(new Error('blocked')), false)).rejects.toThrow('blocked')
  })
})
