import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '../run.mjs'
import { bundledSize, chunkedSize, stylesheetSize } from './bundle.ts'
import { entries } from './entries.ts'

const kB = 1000

/** The screens in the size budget of the React package. */
const screens = ['QueueOverlay', 'AfkWarning', 'ReconnectBanner', 'DisconnectScreen', 'ConnectingScreen']
const hooks = [
  'useSession',
  'useSessionActions',
  'useSessionHandle',
  'useQueuePosition',
  'useAfkWarning',
  'useReconnect',
  'useRuntimeWarning',
  'useSessionEnd',
  'usePlayback',
  'useLive',
  'useStreamStats',
  'useQuality',
  'useTextTracks',
  'useAudioTracks',
  'usePictureInPicture',
  'useFullscreen',
  'useMicrophone',
  'useTextInput',
  'useMessage',
  'useCountdown',
]
const shared = `export { StreamProvider, StreamView, ${hooks.join(', ')} } from '@standby/react'
export { createSession } from '@standby/core'`

describe('the size, minified and compressed, without React,', () => {
  // The budget is 20 and 32 kB; docs/decisions/0021-size-of-core.md explains why it is not met, and by how much.
  it('of core with xstate is max 25.1 kB', async () => {
    const { gzipped } = await bundledSize(`export * from '@standby/core'`)
    expect(gzipped).toBeLessThanOrEqual(25.1 * kB)
  })

  it('of provider, view, hooks, screens and core is max 41.2 kB', async () => {
    const { gzipped } = await bundledSize(`${shared}\nexport { ${screens.join(', ')} } from '@standby/react'`)
    expect(gzipped).toBeLessThanOrEqual(41.2 * kB)
  })

  // HlsPlayer with its source, without hls.js. docs/decisions/0036-what-a-player-loads.md says what is loaded later, and when.
  it.each([
    ['HlsPlayer', 45, 'hls-player'],
    ['StreamPlayer', 43.5, 'stream-player'],
  ])('of what a page with %s loads at first is max %f kB', async (name, limit, entry) => {
    const { atOnce } = await chunkedSize(`export { ${name} } from '@standby/react/${entry}'`)
    expect(atOnce.gzipped).toBeLessThanOrEqual(limit * kB)
    const later = ['Start before the time is up', 'Keys are paused', 'Player controls', 'Stream statistics']
    expect(later.filter((words) => atOnce.text.includes(words))).toEqual([])
    expect(atOnce.text).toContain('Contacting the stream')
  })

  it('of the live status client, including everything that it imports, is max 2.2 kB', async () => {
    const { gzipped } = await bundledSize(`export { liveStatus } from '@standby/live-status/client'`)
    expect(gzipped).toBeLessThanOrEqual(2.2 * kB)
  })

  it('of the whole stylesheet is max 7.1 kB', async () => {
    expect(await stylesheetSize(join(root, 'packages/react/dist/styles/index.css'))).toBeLessThanOrEqual(
      7.1 * kB,
    )
  })

  it('does not include the texts for developers', async () => {
    const { text } = await bundledSize(
      `export { createSession, isSession } from '@standby/core'\nexport { liveStatus } from '@standby/live-status/client'`,
    )
    const texts = ['is not a valid value', 'an object of its policies', 'WCAG', 'npm ls', 'hub.subscribe']
    expect(texts.filter((words) => text.includes(words))).toEqual([])
  })

  it('does not include the texts of the disconnect codes', async () => {
    const without = await bundledSize(`export { createSession } from '@standby/core'`)
    const with_ = await bundledSize(
      `export { createSession } from '@standby/core'\nexport * from '@standby/core/codes'`,
    )
    expect(with_.minified - without.minified).toBeGreaterThan(1 * kB)
  })
})

describe('the size of a source on top of core, minified and compressed,', () => {
  const core = `export * from '@standby/core'`
  const shared = `${core}\nexport { lazyModule, lazySource } from '@standby/core/source'`
  const atOnce = async (code: string) => (await chunkedSize(code)).atOnce.gzipped

  it('is max 1 kB before a session connects, which all sources share,', async () => {
    expect((await atOnce(shared)) - (await atOnce(core))).toBeLessThanOrEqual(1 * kB)
  })

  // docs/decisions/0034-lazy-sources.md
  it.each([
    ['hls', 0.8, 'hls'],
    ['whep', 0.5, 'whep'],
    ['gateway', 1.1, 'gateway'],
    ['pixelStreaming', 0.7, 'pixel-streaming'],
    ['arcware', 1.4, 'pixel-streaming/arcware'],
    ['streampixel, streampixelIframe', 1.1, 'pixel-streaming/streampixel'],
  ])('and for %s max %f kB of its own', async (names, limit, entry) => {
    const code = `${shared}\nexport { ${names} } from '@standby/${entry}'`
    expect((await atOnce(code)) - (await atOnce(shared))).toBeLessThanOrEqual(limit * kB)
  })

  // With schemas, without hls.js (115 kB) and Epic's library (53 kB).
  it.each([
    ['hls', 16.2, 'hls'],
    ['whep', 13.2, 'whep'],
    ['gateway', 9.8, 'gateway'],
    ['pixelStreaming', 13.1, 'pixel-streaming'],
    ['arcware', 15.7, 'pixel-streaming/arcware'],
    ['streampixel, streampixelIframe', 11.5, 'pixel-streaming/streampixel'],
  ])('is for %s max %f kB in all', async (names, limit, entry) => {
    const alone = await chunkedSize(core)
    const both = await chunkedSize(`${core}\nexport { ${names} } from '@standby/${entry}'`)
    expect(both.all.gzipped - alone.all.gzipped).toBeLessThanOrEqual(limit * kB)
  })
})

describe('a component imported by its subpath', () => {
  const others = /\/(hls-player|stream-player|testing|messages\/.*)$|^@standby\/react$/
  const components = entries().filter(
    (entry) => entry.packageName === '@standby/react' && !others.test(entry.specifier),
  )
  let sharedSize: number

  beforeAll(async () => {
    sharedSize = (await bundledSize(shared)).gzipped
  })

  it('exists', () => expect(components.length).toBeGreaterThan(5))

  it.each(components)('adds max 3.3 kB to the shared code: $specifier', async ({ specifier }) => {
    const { gzipped } = await bundledSize(`${shared}\nexport * as parts from '${specifier}'`)
    expect(gzipped - sharedSize).toBeLessThanOrEqual(3.3 * kB)
  })
})
