import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findBrowser } from './browser.mjs'

let first: string
let second: string

beforeEach(() => {
  first = mkdtempSync(join(tmpdir(), 'browser-'))
  second = mkdtempSync(join(tmpdir(), 'browser-'))
})

afterEach(() => {
  for (const folder of [first, second]) rmSync(folder, { recursive: true, force: true })
})

function command(folder: string, name: string, exitCode = 0) {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\nexit ${exitCode}\n`)
  chmodSync(file, 0o755)
  return file
}

it('prefers CHROME_PATH', () => {
  command(first, 'chromium')
  expect(findBrowser({ CHROME_PATH: '/opt/my-chrome', PATH: first }, 'linux')).toBe('/opt/my-chrome')
})

it('takes the first folder of the PATH that has a browser', () => {
  const chrome = command(second, 'google-chrome')
  expect(findBrowser({ PATH: [first, second].join(delimiter) }, 'linux')).toBe(chrome)
})

it('prefers Chromium to Chrome in the same folder', () => {
  command(first, 'google-chrome')
  const chromium = command(first, 'chromium')
  expect(findBrowser({ PATH: first }, 'linux')).toBe(chromium)
})

it('skips a command that does not start, such as the placeholder of a missing snap', () => {
  command(first, 'chromium-browser', 1)
  const chrome = command(second, 'google-chrome')
  expect(findBrowser({ PATH: [first, second].join(delimiter) }, 'linux')).toBe(chrome)
})

it('leaves the choice to Playwright without a browser', () => {
  expect(findBrowser({ PATH: first }, 'linux')).toBeUndefined()
  expect(findBrowser({}, 'linux')).toBeUndefined()
})
