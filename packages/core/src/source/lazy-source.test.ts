import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestLink, type TestLinkOptions } from '../testing/test-link.ts'
import { manualEnvironment } from '../testing/manual-environment.ts'
import { scriptedSource } from '../testing/scripted-source.ts'
import { lazyModule } from './lazy-module.ts'
import { lazySource } from './lazy-source.ts'
import type { StreamSource, Surface } from './source-contract.ts'

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.stubGlobal('document', {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Lets pending promises finish. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A lazy source. The test loads its module, or lets it fail. */
function lab() {
  const { source: inner, script } = scriptedSource()
  const imports: { resolve(): void; reject(error: Error): void }[] = []
  const release = vi.fn<NonNullable<StreamSource['release']>>()
  const preload = vi.fn<() => void>()
  const module = lazyModule(
    () =>
      new Promise<typeof inner>((resolve, reject) => imports.push({ resolve: () => resolve(inner), reject })),
  )
  const source = lazySource({
    module,
    kind: 'lazy',
    id: 'lazy:a',
    hasPlaces: true,
    connect: (loaded, link) => loaded.connect(link),
    release: (_, token, environment) => release(token, environment),
    preload,
  })
  return {
    source,
    script,
    imports,
    release,
    preload,
    connect(options: TestLinkOptions = {}) {
      const link = createTestLink(options)
      return { link, connection: source.connect(link) }
    },
    async load() {
      imports.at(-1)?.resolve()
      await settle()
    },
    async fail(message: string) {
      imports.at(-1)?.reject(new Error(message))
      await settle()
    },
  }
}

const surface = (): Surface => ({ video: {} as HTMLVideoElement, container: {} as HTMLElement })

describe('a lazy source', () => {
  it('loads nothing before it connects', () => {
    const { source, imports, preload } = lab()
    expect(source).toMatchObject({ kind: 'lazy', id: 'lazy:a', hasPlaces: true })
    expect(imports).toHaveLength(0)
    expect(preload).not.toHaveBeenCalled()
  })

  it('connects once its code is loaded, and passes everything on', async () => {
    const { connect, imports, preload, script, load, release } = lab()
    const { link, connection } = connect({ resumeToken: 'token-1', attempt: 2, intent: 'retry' })
    expect(imports).toHaveLength(1)
    expect(preload).toHaveBeenCalledOnce()
    expect(script.connections).toHaveLength(0)
    await load()
    expect(script.last.link).toMatchObject({ resumeToken: 'token-1', attempt: 2, intent: 'retry' })
    script.emit({ type: 'assigned' })
    expect(link.events).toEqual([{ type: 'assigned' }])
    connection.command?.({ type: 'activity' })
    expect(script.last.commands).toEqual([{ type: 'activity' }])
    connection.close(4004, 'afk')
    expect(script.last.closed).toEqual({ code: 4004, reason: 'afk' })
    // The connection itself releases its place.
    expect(release).not.toHaveBeenCalled()
  })

  it('connects at once when its code is loaded', async () => {
    const { connect, load, script, imports, preload } = lab()
    connect()
    await load()
    connect()
    expect(script.connections).toHaveLength(2)
    expect(imports).toHaveLength(1)
    expect(preload).toHaveBeenCalledOnce()
  })

  it('loads its code once for all connections that wait', async () => {
    const { connect, load, script, imports } = lab()
    connect()
    connect()
    expect(imports).toHaveLength(1)
    await load()
    expect(script.connections).toHaveLength(2)
  })

  it('ends the attempt when `connect` throws', async () => {
    const { connect, load, script } = lab()
    const reported = vi.fn<(error: unknown) => void>()
    vi.stubGlobal('reportError', reported)
    script.onConnect(() => {
      throw new Error('broken')
    })
    const { link } = connect()
    await load()
    expect(link.events).toEqual([{ type: 'closed', code: 1011, cause: 'source-error' }])
    expect(reported).toHaveBeenCalledOnce()
  })
})

describe('while the code loads', () => {
  it('the newest surface is remembered', async () => {
    const { connect, load, script } = lab()
    const { connection } = connect()
    const [first, second] = [surface(), surface()]
    connection.attach?.(first)
    const detach = connection.attach?.(second)
    await load()
    expect(script.last.surfaces).toEqual([second])
    expect(script.last.attachments).toBe(1)
    detach?.()
    expect(script.last.surfaces).toEqual([])
  })

  it('a surface that is detached again is forgotten', async () => {
    const { connect, load, script } = lab()
    const { connection } = connect()
    connection.attach?.(surface())()
    await load()
    expect(script.last.attachments).toBe(0)
    connection.attach?.(surface())
    expect(script.last.attachments).toBe(1)
  })

  it('messages wait, in their order, and other commands are dropped', async () => {
    const { connect, load, script } = lab()
    const { connection } = connect()
    connection.command?.({ type: 'activity' })
    connection.command?.({ type: 'message', data: 1 })
    connection.command?.({ type: 'input', event: { type: 'text', value: 'a' } })
    connection.command?.({ type: 'message', data: 2 })
    await load()
    expect(script.last.commands).toEqual([
      { type: 'message', data: 1 },
      { type: 'message', data: 2 },
    ])
  })

  it('a close opens nothing later', async () => {
    const { connect, load, script } = lab()
    const { link, connection } = connect()
    connection.close(1000, 'left')
    link.abort()
    await load()
    expect(script.connections).toHaveLength(0)
    expect(link.lateEvents).toEqual([])
  })

  it('an abort without a close opens nothing later', async () => {
    const { connect, load, script } = lab()
    const { link } = connect()
    link.abort()
    await load()
    expect(script.connections).toHaveLength(0)
  })

  it.each([
    ['left', 1],
    ['destroyed', 1],
    ['retry', 0],
    ['taken-over', 0],
  ])('a close for the reason %s releases the place %i times', async (reason, times) => {
    const { connect, load, release } = lab()
    const environment = manualEnvironment()
    const { connection } = connect({ resumeToken: 'token-1', environment })
    connection.close(1000, reason)
    expect(release).not.toHaveBeenCalled()
    await load()
    expect(release.mock.calls).toEqual(Array.from({ length: times }, () => ['token-1', environment]))
  })

  it('a close without a token releases nothing', async () => {
    const { connect, load, release } = lab()
    connect().connection.close(1000, 'left')
    await load()
    expect(release).not.toHaveBeenCalled()
  })
})

describe('a place whose session ended in a pause', () => {
  it('is released once the code is loaded, and then at once', async () => {
    const { source, release, load } = lab()
    source.release?.('token-1', manualEnvironment())
    expect(release).not.toHaveBeenCalled()
    await load()
    expect(release).toHaveBeenCalledOnce()
    source.release?.('token-2', manualEnvironment())
    expect(release).toHaveBeenCalledTimes(2)
  })

  it('is left to the far end if the code does not load', async () => {
    const { source, release, fail } = lab()
    source.release?.('token-1', manualEnvironment())
    // An unhandled rejection would fail the run.
    await fail('Failed to fetch dynamically imported module')
    expect(release).not.toHaveBeenCalled()
  })
})

describe('code that does not load', () => {
  it.each([
    ['Failed to fetch dynamically imported module', true, { code: 4101, cause: 'network' }],
    ['Failed to fetch dynamically imported module', false, { code: 1006, cause: 'network' }],
    ["Cannot find module './connection.js'", true, { code: 1003, cause: 'missing-peer' }],
  ])('ends the attempt: %s, online %s', async (message, online, close) => {
    const { connect, fail } = lab()
    const { link } = connect({ environment: manualEnvironment({ online }) })
    await fail(message)
    expect(link.events).toEqual([{ type: 'closed', ...close }])
  })

  it('is imported again by the next attempt', async () => {
    const { connect, fail, load, imports, script } = lab()
    connect()
    await fail('Failed to fetch dynamically imported module')
    connect()
    expect(imports).toHaveLength(2)
    await load()
    expect(script.connections).toHaveLength(1)
  })

  it('ends nothing that is closed', async () => {
    const { connect, fail } = lab()
    const { link, connection } = connect()
    connection.close(1000, 'left')
    link.abort()
    await fail('Failed to fetch dynamically imported module')
    expect([...link.events, ...link.lateEvents]).toEqual([])
  })
})

describe('preloading', () => {
  it('loads the code and what it needs at the same time', async () => {
    const { source, imports, preload, connect, load, script } = lab()
    source.preload?.()
    source.preload?.()
    expect(imports).toHaveLength(1)
    expect(preload).toHaveBeenCalled()
    await load()
    connect()
    expect(script.connections).toHaveLength(1)
  })

  it('does nothing on a server', () => {
    vi.unstubAllGlobals()
    const { source, imports, preload } = lab()
    source.preload?.()
    expect(imports).toHaveLength(0)
    expect(preload).not.toHaveBeenCalled()
  })

  it('reports no failure: the start does', async () => {
    const { source, fail, connect, imports } = lab()
    source.preload?.()
    // An unhandled rejection would fail the run.
    await fail('offline')
    connect()
    expect(imports).toHaveLength(2)
  })
})

describe('a connection that ends inside its connect', () => {
  it('is closed with the reason of the session', async () => {
    const close = vi.fn<(code: number, reason?: string) => void>()
    const imports: (() => void)[] = []
    const link = createTestLink()
    const source = lazySource({
      module: lazyModule(() => new Promise<null>((resolve) => imports.push(() => resolve(null)))),
      kind: 'lazy',
      id: 'lazy:b',
      connect: () => {
        connection.close(1000, 'left')
        return { close }
      },
    })
    const connection = source.connect(link)
    imports[0]?.()
    await settle()
    expect(close.mock.calls).toEqual([[1000, 'left']])
  })
})

describe('a module whose import throws at once', () => {
  it('is imported again by the next load', async () => {
    const importModule = vi.fn<() => Promise<string>>(() => Promise.resolve('code'))
    importModule.mockImplementationOnce(() => {
      throw new Error('no public path')
    })
    const module = lazyModule(importModule)
    await expect(module.load()).rejects.toThrow('no public path')
    await expect(module.load()).resolves.toBe('code')
  })
})
