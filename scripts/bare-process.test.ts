import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './run.mjs'

/** React itself reads `process`, so a page with it has a bundler. */
const needsBundler = 'react'
/** The guard itself reads it inside `try`. */
const guard = 'packages/core/src/environment/is-development.ts'
const guarded = "isDevelopment() && process.env.NODE_ENV !== 'production'"

/** The source files of the packages that a page may load without a bundler. */
const sources = readdirSync(join(root, 'packages'))
  .filter((name) => name !== needsBundler)
  .flatMap((name) =>
    readdirSync(join(root, 'packages', name, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(path))
      .map((path) => join('packages', name, 'src', path)),
  )

/** The reads of the mode in code, each with what stands before it. Comments are left out. */
const readsOf = (path: string): string[] => {
  const code = readFileSync(join(root, path), 'utf8').replaceAll(/^\s*(\/\/|\/\*\*|\*).*$/gm, '')
  // Conditions may be broken into lines.
  return code.replaceAll(/\s+/g, ' ').match(/.{0,40}\bprocess\.env\.NODE_ENV\b.{0,20}/g) ?? []
}

it('`process.env.NODE_ENV` is read only after `isDevelopment()`: without a bundler a page has no `process`', () => {
  const reads = sources
    .filter((path) => path !== guard)
    .flatMap((path) => readsOf(path).map((read) => ({ path, read })))
  expect(reads.length).toBeGreaterThan(5)
  expect(reads.filter(({ read }) => !read.includes(guarded))).toEqual([])
})
