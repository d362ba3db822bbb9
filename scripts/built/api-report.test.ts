import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packages } from '../packages.mjs'
import { apiReport } from './api-report.ts'

// Taking a name away, or changing what it stands for, is a breaking change: it shows here, and in the diff.
it.each(packages())('$name exports what its report says; `npm run api-report` writes it', async (one) => {
  await expect(await apiReport(one.name as string)).toMatchFileSnapshot(join(one.folder, 'api-report.md'))
})
