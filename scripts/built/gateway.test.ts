import { describe, expect, it } from 'vitest'
import { bundledSize, importsOf } from './bundle.ts'
import { entries } from './entries.ts'

const core = `export * from '@standby/core'`
const gateway = `export { gateway } from '@standby/gateway'`

describe('@standby/gateway', () => {
  it('takes at most 8.2 kB beside core, valibot included', async () => {
    const alone = await bundledSize(core)
    const both = await bundledSize(`${core}\n${gateway}`)
    expect(both.gzipped - alone.gzipped).toBeLessThanOrEqual(8200)
  })

  it.each(entries().filter(({ packageName }) => packageName === '@standby/gateway'))(
    '$specifier depends on core and valibot alone',
    async ({ file }) => {
      const { packages, lazy } = await importsOf(file)
      const allowed = ['@standby/core', '@standby/core/source', 'valibot']
      expect([...packages, ...lazy].filter((name) => !allowed.includes(name))).toEqual([])
    },
  )
})
