import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root, toolScript } from '../run.mjs'

const samples = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```tsx\n([\s\S]*?)```/g)].map(
  ([, code = ''], index) => ({ file: `sample-${index + 1}.tsx`, code }),
)

let folder: string

beforeAll(() => {
  // Inside the repository, where `@standby/*` resolve to what was built, by the same `exports` a user gets.
  mkdirSync(join(root, 'node_modules/.tmp'), { recursive: true })
  folder = mkdtempSync(join(root, 'node_modules/.tmp/readme-'))
  const compilerOptions = {
    strict: true,
    noEmit: true,
    jsx: 'react-jsx',
    module: 'ESNext',
    moduleResolution: 'Bundler',
    target: 'ES2022',
    lib: ['ES2023', 'DOM'],
    types: ['vite/client'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.tsx'] }))
  for (const { file, code } of samples) writeFileSync(join(folder, file), code)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('the README shows code', () => expect(samples.length).toBeGreaterThan(0))

it('every sample of the README compiles against what is published', () => {
  const { stdout, status } = spawnSync(process.execPath, [toolScript('tsc'), '-p', folder], {
    encoding: 'utf8',
  })
  expect(stdout).toBe('')
  expect(status).toBe(0)
})
