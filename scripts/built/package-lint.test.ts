import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packages } from '../packages.mjs'
import { pnpm, toolScript } from '../run.mjs'

describe.each(packages())('the packed $name', ({ folder, manifest }) => {
  let destination: string
  let tarball: string

  beforeAll(() => {
    destination = mkdtempSync(join(tmpdir(), 'pack-'))
    pnpm(['pack', '--pack-destination', destination], { cwd: folder, stdio: 'ignore' })
    tarball = join(destination, readdirSync(destination)[0] ?? '')
  }, 60_000)

  afterAll(() => rmSync(destination, { recursive: true, force: true }))

  it('has no finding of publint in strict mode', async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(tarball)
    const packed = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
    const { messages, pkg } = await publint({ pack: { tarball: packed }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('has no finding of Are the Types Wrong', () => {
    const stylesheets = Object.keys(manifest.exports).filter((subpath) => subpath.endsWith('.css'))
    const args = [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-color']
    if (stylesheets.length > 0) args.push('--exclude-entrypoints', ...stylesheets)
    const { status, stdout } = spawnSync(process.execPath, [toolScript('attw'), ...args], {
      encoding: 'utf8',
    })
    expect(status, stdout).toBe(0)
  })

  it('contains code and types, and no test, story or build info', () => {
    const { stdout } = spawnSync('tar', ['-tzf', tarball], { encoding: 'utf8' })
    const files = stdout.trim().split('\n')
    expect(files.filter((file) => /\.(test|stories|test-d)\.|tsbuildinfo/.test(file))).toEqual([])
    const entries = Object.values<string | { 'standby-source': string; types: string; default: string }>(
      manifest.exports,
    ).flatMap((target) => (typeof target === 'string' ? [] : [Object.values(target)]))
    expect(entries.length).toBeGreaterThan(0)
    for (const entry of entries.flat().filter((file) => !file.includes('*')))
      expect(files).toContain(entry.replace('./', 'package/'))
  })

  it('has no `workspace:` version', () => {
    const { stdout } = spawnSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' })
    expect(stdout).not.toContain('workspace:')
  })
})
