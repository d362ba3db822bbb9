import { lazyModule, lazySource } from '@standby/core/source'
import { scriptedSource } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { assigned, queued, settled } from '../channel/fake-socket.fixture.ts'
import { connect } from './connect.fixture.ts'

// A lazy source preloads nothing on a server.
beforeEach(() => void vi.stubGlobal('document', {}))
afterEach(() => void vi.unstubAllGlobals())

/** A lazy media source, and a gateway that preloads it. The test answers its imports. */
async function lab() {
  const { source: inner, script } = scriptedSource()
  const importModule = vi.fn<() => Promise<typeof inner>>(() => Promise.resolve(inner))
  const media = lazySource({
    module: lazyModule(importModule),
    kind: 'lazy',
    id: 'lazy',
    connect: (loaded, link) => loaded.connect(link),
  })
  const preload = vi.spyOn(media, 'preload')
  const opened = await connect({ media: { scripted: () => media }, preload: [media] })
  opened.sockets.last.accept()
  return { ...opened, importModule, preload, script }
}

describe('the code of the media', () => {
  it('is loaded once while the viewer waits, and not before', async () => {
    const { sockets, preload, importModule, script, end } = await lab()
    expect(preload).not.toHaveBeenCalled()
    sockets.last.say(queued(3), queued(2), { type: 'offered', offer: 'o', expiresInMs: 5000 }, queued(1))
    expect(preload).toHaveBeenCalledOnce()
    expect(importModule).toHaveBeenCalledOnce()
    await settled()
    // It is there, so the media is opened at once.
    sockets.last.say(assigned())
    expect(script.connections).toHaveLength(1)
    expect(importModule).toHaveBeenCalledOnce()
    end()
  })

  it('is not loaded for a viewer who is refused', async () => {
    const { sockets, preload, importModule, end } = await lab()
    sockets.last.drop(1008, 'ticket-refused')
    expect(preload).not.toHaveBeenCalled()
    expect(importModule).not.toHaveBeenCalled()
    end()
  })

  it('is loaded again by the assignment if it did not load in the queue', async () => {
    const { sockets, link, importModule, script, end } = await lab()
    importModule.mockRejectedValueOnce(new Error('Failed to fetch dynamically imported module'))
    sockets.last.say(queued(1))
    await settled()
    expect(link.events.map(({ type }) => type)).toEqual(['queued'])
    sockets.last.say(assigned())
    expect(importModule).toHaveBeenCalledTimes(2)
    await settled()
    expect(script.connections).toHaveLength(1)
    end()
  })

  it.each([
    ['throws', () => void JSON.parse('')],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('is not needed by the queue: a preload that %s changes nothing', async (_, preload) => {
    const media = { ...scriptedSource().source, preload }
    const { sockets, link, end } = await connect({ preload: [media] })
    sockets.last.accept().say(queued(1), queued(1))
    await settled()
    expect(link.events.map(({ type }) => type)).toEqual(['queued', 'queued'])
    end()
  })
})
