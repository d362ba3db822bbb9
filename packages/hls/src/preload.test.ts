import type { StreamSource } from '@standby/core/source'
import { createTestLink } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HlsConstructor } from './engines/hls-js/hls-input.ts'
import { type Engine, loadEngine } from './engines/hls-js/loading/load-hls.ts'
import { src } from './engines/lab.fixture.ts'

vi.mock('./engines/hls-js/loading/load-hls.ts', async (original) => ({
  ...(await original<typeof import('./engines/hls-js/loading/load-hls.ts')>()),
  loadEngine: vi.fn(),
}))
const load = vi.mocked(loadEngine)

let hls: typeof import('./hls.ts').hls
let connectionModule: typeof import('./hls.ts').connectionModule
beforeEach(async () => {
  load.mockReset().mockResolvedValue({} as Engine)
  // As in a page that has loaded nothing yet, and so that every import meets the mock.
  vi.resetModules()
  ;({ hls, connectionModule } = await import('./hls.ts'))
  vi.stubGlobal('document', {})
  vi.stubGlobal('MediaSource', class {})
})
afterEach(() => void vi.unstubAllGlobals())

describe('preloading', () => {
  it('fetches the build of hls.js that the options ask for', () => {
    hls({ src }).preload?.()
    hls({ src, captions: true }).preload?.()
    expect(load.mock.calls).toEqual([
      [undefined, false],
      [undefined, true],
    ])
  })

  it('does not call a function for the address', () => {
    const address = vi.fn(() => src)
    hls({ src: address, id: 'main' }).preload?.()
    expect(address).not.toHaveBeenCalled()
  })

  it('does not load an injected hls.js before the start', () => {
    const own = vi.fn(() => class {} as HlsConstructor)
    hls({ src, hls: own }).preload?.()
    expect(own).not.toHaveBeenCalled()
    expect(load).not.toHaveBeenCalled()
  })

  it('does nothing on a server, nor in a browser where hls.js cannot play', () => {
    vi.stubGlobal('MediaSource', undefined)
    Reflect.deleteProperty(globalThis, 'MediaSource')
    hls({ src }).preload?.()
    Reflect.deleteProperty(globalThis, 'document')
    hls({ src }).preload?.()
    expect(load).not.toHaveBeenCalled()
  })

  it.each<[string, (source: StreamSource) => void]>([
    ['is done', (source) => source.preload?.()],
    ['is left to the start', (source) => void source.connect(createTestLink())],
  ])('requests hls.js and the connection at the same time when it %s', async (_, begin) => {
    begin(hls({ src }))
    expect(connectionModule.loaded).toBeNull()
    expect(load).toHaveBeenCalledExactlyOnceWith(undefined, false)
    await vi.waitFor(() => expect(connectionModule.loaded).not.toBeNull())
  })

  it('reports no failure: the start does', async () => {
    load.mockRejectedValue(new Error('offline'))
    expect(() => hls({ src }).preload?.()).not.toThrow()
    // An unhandled rejection would fail the run.
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
})
