import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../run.mjs'
import { compileSamples, samplesOf } from './compile-samples.ts'

const samples = samplesOf(join(root, 'README.md'))

it('the README has samples', () => expect(samples.length).toBeGreaterThan(0))

it('every sample of the README compiles against the built packages', () => {
  expect(compileSamples(samples, root, ['vite/client'])).toBe('')
})
