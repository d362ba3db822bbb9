import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../run.mjs'
import { compileSamples, samplesOf } from './compile-samples.ts'

const guides = join(root, 'docs/guides')
// Samples with Redis clients compile here; the root has every source package.
const withRedis = ['fastpix.md', 'mux.md']
const liveStatus = join(root, 'packages/live-status')

describe.each(readdirSync(guides))('%s', (page) => {
  const samples = samplesOf(join(guides, page))

  it('has samples, each with its own file name', () => {
    expect(samples.length).toBeGreaterThan(0)
    expect(samples.filter(({ file }) => file.startsWith('sample-'))).toEqual([])
    expect(new Set(samples.map(({ file }) => file)).size).toBe(samples.length)
  })

  it('compiles against the built packages, as one app', () => {
    const folder = withRedis.includes(page) ? liveStatus : root
    expect(compileSamples(samples, folder, ['node', 'vite/client'])).toBe('')
  })
})

it('compileSamples reports a wrong sample', () => {
  const wrong = {
    file: 'a.ts',
    code: `import { createHub } from '@standby/live-status/hub'\ncreateHub({})\n`,
  }
  expect(compileSamples([wrong], liveStatus, ['node'])).toContain(
    "missing the following properties from type 'HubOptions'",
  )
})
