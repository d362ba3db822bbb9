import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root, toolScript } from '../run.mjs'

// Real runs of small suites, inside the repository so that `vitest` resolves.
let folder: string

beforeEach(() => {
  mkdirSync(join(root, 'node_modules/.tmp'), { recursive: true })
  folder = mkdtempSync(join(root, 'node_modules/.tmp/tally-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function lastLine(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    const body = `import { expect, it } from 'vitest'\n${text}`
    writeFileSync(join(folder, name), body)
  }
  const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts/testing/reporter.mjs')}`]
  const { stdout, status } = spawnSync(
    process.execPath,
    [toolScript('vitest'), 'run', '--root', folder, '--config', 'none.config.ts', ...reporters],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, VITEST: undefined, NODE_ENV: undefined } },
  )
  return { line: stdout.trimEnd().split('\n').at(-1), status }
}

describe('the tally', () => {
  beforeEach(() =>
    writeFileSync(join(folder, 'none.config.ts'), 'export default { test: { include: ["*.t.ts"] } }'),
  )

  it('is the last line of a run and counts passed and failed tests', () => {
    const suite = `it('a', () => {})\nit('b', () => {})\nit('c', () => expect(1).toBe(2))`
    expect(lastLine({ 'a.t.ts': suite })).toEqual({ line: '2 passed, 1 failed', status: 1 })
  })

  it('counts skipped tests', () => {
    expect(lastLine({ 'a.t.ts': `it('a', () => {})\nit.skip('b', () => {})` }).line).toBe(
      '1 passed, 0 failed, 1 skipped',
    )
  })

  it('counts a file that cannot be loaded as a failure', () => {
    const files = { 'a.t.ts': `it('a', () => {})`, 'b.t.ts': `throw new Error('broken on import')` }
    expect(lastLine(files)).toEqual({ line: '1 passed, 1 failed', status: 1 })
  })

  it('counts an error outside of any test as a failure', () => {
    const files = { 'a.t.ts': `it('a', () => { setTimeout(() => { throw new Error('late') }) })` }
    expect(lastLine(files)).toEqual({ line: '1 passed, 1 failed', status: 1 })
  })

  it('comes with a failed exit code for a run without tests', () => {
    expect(lastLine({})).toEqual({ line: '0 passed, 0 failed', status: 1 })
  })
})
