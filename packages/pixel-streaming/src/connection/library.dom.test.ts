import * as ue55 from '@epicgames-ps/lib-pixelstreamingfrontend-ue5.5'
import { isMissingPackage } from '@standby/core/source'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EpicLibrary } from './epic.ts'
import { stubWebRtc } from './fake-web.fixture.ts'
import { loadLibrary } from './library.ts'

const newest = '@epicgames-ps/lib-pixelstreamingfrontend-ue5.7'
const older = '@epicgames-ps/lib-pixelstreamingfrontend-ue5.5'

const fake = () =>
  ({
    Config: class {},
    PixelStreaming: class {},
    Logger: { InitLogging: vi.fn() },
  }) as unknown as EpicLibrary & { Logger: { InitLogging: ReturnType<typeof vi.fn> } }

afterEach(() => {
  vi.doUnmock(newest)
  vi.doUnmock(older)
  vi.unstubAllGlobals()
})

describe('Epic’s library', () => {
  it('can be passed as itself, as a module, or as a function that loads either', async () => {
    const library = fake()
    expect(await loadLibrary(library)).toBe(library)
    expect(await loadLibrary(() => library)).toBe(library)
    expect(await loadLibrary(() => Promise.resolve({ default: library }))).toBe(library)
    expect((await loadLibrary(ue55)).PixelStreaming).toBe(ue55.PixelStreaming)
  })

  it('is the newest one that is installed', async () => {
    stubWebRtc()
    const library = await loadLibrary(undefined)
    expect(new library.Config({ initialSettings: {}, useUrlParams: false })).toHaveProperty(
      'webSocketProtocols',
    )
  })

  it('is the older one if only that is installed', async () => {
    vi.doMock(newest, () => {
      throw new Error("Cannot find package '@epicgames-ps/…'")
    })
    const library = await loadLibrary(undefined)
    expect(library.PixelStreaming.name).toBe('PixelStreaming')
  })

  it('is reported as missing if neither is installed', async () => {
    for (const name of [newest, older])
      vi.doMock(name, () => {
        throw new Error('Cannot find package')
      })
    await expect(loadLibrary(undefined)).rejects.toSatisfy(isMissingPackage)
  })

  it('is not reported as missing if its chunk does not load', async () => {
    vi.doMock(newest, () => {
      throw new Error('Failed to load chunk /_next/static/chunks/4f.js from module 81')
    })
    await expect(loadLibrary(undefined)).rejects.not.toSatisfy(isMissingPackage)
  })

  it('rejects with the error of a function of the caller', async () => {
    await expect(loadLibrary(() => Promise.reject(new Error('blocked')))).rejects.toThrow('blocked')
  })

  it('only writes errors to the console, unless the page has set a level', async () => {
    const quiet = fake()
    vi.stubGlobal('loggerContext', undefined)
    await loadLibrary(quiet)
    expect(quiet.Logger.InitLogging).toHaveBeenCalledWith(1, false)
    const chosen = fake()
    vi.stubGlobal('loggerContext', { logLevel: 4 })
    await loadLibrary(chosen)
    expect(chosen.Logger.InitLogging).not.toHaveBeenCalled()
  })
})
