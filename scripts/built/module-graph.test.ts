import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { root } from '../run.mjs'
import { bundledSize, importsOf } from './bundle.ts'
import { entries } from './entries.ts'

const of = (packageName: string) => entries().filter((entry) => entry.packageName === packageName)

/** The allowed imports of each source package: at once, and by `import()` when a session connects. */
const sources: Readonly<Record<string, { atOnce: readonly string[]; lazy: readonly string[] }>> = {
  '@standby/hls': { atOnce: ['@standby/core'], lazy: ['hls.js'] },
  // `/protocol` and `/data-channel` are schemas.
  '@standby/gateway': { atOnce: ['@standby/core', 'valibot'], lazy: ['valibot'] },
  '@standby/whep': { atOnce: ['@standby/core', 'valibot'], lazy: ['valibot'] },
  '@standby/pixel-streaming': {
    atOnce: ['@standby/core'],
    lazy: [
      'valibot',
      '@epicgames-ps/lib-pixelstreamingfrontend-ue5.5',
      '@epicgames-ps/lib-pixelstreamingfrontend-ue5.7',
    ],
  },
}
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

describe.each(of('@standby/core'))('$specifier', ({ file }) => {
  it('depends on xstate only', async () => {
    const { packages, lazy } = await importsOf(file)
    expect([...packages, ...lazy].filter((name) => packageOf(name) !== 'xstate')).toEqual([])
  })
})

describe.each(of('@standby/react'))('$specifier', ({ specifier, file }) => {
  const prefab = specifier === '@standby/react/hls-player'

  it('imports a source package only when it is the prefab of that source', async () => {
    const { packages, lazy } = await importsOf(file)
    const imported = [...packages, ...lazy].filter((name) => packageOf(name) in sources)
    expect(imported).toEqual(prefab ? ['@standby/hls'] : [])
  })

  it('imports only React, core and the state library', async () => {
    const { packages, lazy } = await importsOf(file)
    const allowed = ['react', 'react-dom', 'xstate', '@xstate/react', '@standby/core']
    if (prefab) allowed.push('@standby/hls')
    if (specifier === '@standby/react/testing') allowed.push('@testing-library/react')
    expect([...packages, ...lazy].filter((name) => !allowed.includes(packageOf(name)))).toEqual([])
  })
})

describe.each(Object.keys(sources).flatMap(of))('$specifier', ({ packageName, file }) => {
  const { atOnce = [], lazy = [] } = sources[packageName] ?? {}

  it(`imports only ${[...atOnce, ...lazy].join(', ')}: no other source, no React`, async () => {
    const found = await importsOf(file)
    expect(found.packages.map(packageOf).filter((name) => !atOnce.includes(name))).toEqual([])
    expect(found.lazy.map(packageOf).filter((name) => !lazy.includes(name))).toEqual([])
  })
})

it.each(['@standby/hls', '@standby/whep', '@standby/gateway', '@standby/pixel-streaming'])(
  '%s loads only core before a session connects',
  async (name) => {
    const { file } = of(name).find(({ specifier }) => specifier === name)!
    const { packages, lazy } = await importsOf(file)
    expect(packages).toEqual(['@standby/core/source'])
    expect(lazy.length).toBeGreaterThan(0)
  },
)

describe.each(of('@standby/live-status'))('$specifier', ({ specifier, file }) => {
  const allowed = specifier.endsWith('/client') ? ['@standby/core'] : ['@standby/core', 'valibot']

  it(`imports only ${allowed.join(', ')}: no platform SDK, no Redis client, no module of Node`, async () => {
    const { packages, lazy } = await importsOf(file)
    expect([...packages, ...lazy].map(packageOf).filter((name) => !allowed.includes(name))).toEqual([])
  })
})

it('the main entry of @standby/hls loads hls.js only when a session connects', async () => {
  const { lazy } = await importsOf(
    of('@standby/hls').find(({ specifier }) => specifier === '@standby/hls')!.file,
  )
  expect(new Set(lazy.map(packageOf))).toEqual(new Set(['hls.js']))
})

describe('importing', () => {
  it.each(entries())('$specifier has no side effect: no global, no timer, no DOM', ({ file }) => {
    const script = `
      const before = new Set(Reflect.ownKeys(globalThis))
      const resources = process.getActiveResourcesInfo().length
      await import(${JSON.stringify(file)})
      const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String)
      console.log(JSON.stringify({ added, timers: process.getActiveResourcesInfo().filter((one) => one === 'Timeout') }))`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({ added: [], timers: [] })
  })

  it('one constant of core bundles only what it needs', async () => {
    const { minified } = await bundledSize(`export { statuses } from '@standby/core'`)
    expect(minified).toBeLessThan(1000)
  })

  it('one hook bundles no screen', async () => {
    const one = await bundledSize(`export { useSession } from '@standby/react'`)
    const all = await bundledSize(`export * from '@standby/react'`)
    expect(one.gzipped).toBeLessThan(all.gzipped / 2)
  })
})
