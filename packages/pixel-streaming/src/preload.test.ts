import type { StreamSource } from '@standby/core/source'
import { createTestLink } from '@standby/core/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EpicLibrary } from './connection/epic.ts'

beforeEach(() => {
  // As in a page that has not loaded the connection yet.
  vi.resetModules()
  vi.stubGlobal('document', {})
})
afterEach(() => void vi.unstubAllGlobals())

it.each<[string, (source: StreamSource) => void]>([
  ['preloading', (source) => source.preload?.()],
  ['a start without it', (source) => void source.connect(createTestLink())],
])('%s requests the library and the connection at the same time', async (_, begin) => {
  const { connectionModule, pixelStreaming } = await import('./pixel-streaming.ts')
  const library = vi.fn(() => new Promise<EpicLibrary>(() => {}))
  begin(pixelStreaming({ url: 'wss://stream.example.com', library }))
  expect(connectionModule.loaded).toBeNull()
  expect(library).toHaveBeenCalledOnce()
  await vi.waitFor(() => expect(connectionModule.loaded).not.toBeNull())
})

it('preloads nothing on a server', async () => {
  vi.unstubAllGlobals()
  const { pixelStreaming } = await import('./pixel-streaming.ts')
  const library = vi.fn(() => new Promise<EpicLibrary>(() => {}))
  pixelStreaming({ url: 'wss://stream.example.com', library }).preload?.()
  expect(library).not.toHaveBeenCalled()
})
