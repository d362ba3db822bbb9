import { afterEach, beforeEach, expect, describe, it, vi } from 'vitest'
import { codeRule } from '../codes/disconnect-codes.ts'
import { closedBy } from './http-failure.ts'
import { importFailure } from './import-failure.ts'

const online = { online: true }
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

describe('an import that fails', () => {
  it.each([
    ['Node', "Cannot find package 'hls.js' imported from /app/index.js"],
    ['CommonJS, webpack, Rspack, Turbopack and Parcel', "Cannot find module 'hls.js'"],
    ['Vite', 'Could not resolve "hls.js" imported by "@standby/hls". Is it installed?'],
    ['Vite in development', 'Failed to resolve import "hls.js" from "src/a.ts". Does the file exist?'],
    ['Chromium', `Failed to resolve module specifier 'hls.js'`],
    ['Firefox', 'The specifier “hls.js” was a bare specifier, but was not remapped to anything.'],
    [
      'older Firefox',
      'Error resolving module specifier “hls.js”. Relative module specifiers must start with…',
    ],
    ['Safari', "Module name, 'hls.js' does not resolve to a valid URL."],
    ['older Safari', `Module specifier, 'hls.js' does not start with "/", "../", or "../../".`],
    ['SystemJS', "Unable to resolve bare specifier 'hls.js' (SystemJS Error#8)"],
    ['Metro', 'Unable to resolve module hls.js from /app/index.js'],
  ])('means a missing package when a resolver says so: %s', (_, message) => {
    expect(importFailure(new TypeError(message), online)).toEqual({ kind: 'missing-peer' })
    const wrapped = new Error('wrapped', { cause: new Error(message) })
    expect(importFailure(wrapped, online)).toEqual({ kind: 'missing-peer' })
  })

  it.each([
    ['Chromium', 'Failed to fetch dynamically imported module: https://a.example/assets/hls-4f.js'],
    ['Firefox', 'error loading dynamically imported module: https://a.example/assets/hls-4f.js'],
    ['Safari', 'Importing a module script failed.'],
    ['Safari after a deploy', "'text/html' is not a valid JavaScript MIME type."],
    ['webpack', 'Loading chunk 417 failed.\n(error: https://a.example/417.js)'],
    ['webpack, a style sheet', 'Loading CSS chunk 417 failed.'],
    ['Turbopack', 'Failed to load chunk /_next/static/chunks/4f.js from module 81'],
    ['Vite', 'Unable to preload CSS for /assets/hls-4f.css'],
    ['SystemJS', 'Error loading https://a.example/hls.js (SystemJS Error#3)'],
    ['Module Federation', 'Loading script failed.\n(missing: https://a.example/remoteEntry.js)'],
    ['a shell around a web view', 'Unable to resolve host "a.example": No address associated with hostname'],
    ['a custom loader', 'Could not resolve host: a.example'],
    ['a web page instead of a script', "Unexpected token '<'"],
    ['another language', 'Das Modul konnte nicht geladen werden'],
  ])('otherwise means a file that did not load: %s', (_, message) => {
    expect(importFailure(new Error(message), online)).toEqual({ kind: 'incomplete-page' })
  })

  it.each([undefined, null, 'gone', {}])('may reject with any value: %j', (error) => {
    expect(importFailure(error, online)).toEqual({ kind: 'incomplete-page' })
  })

  it('does not mean an incomplete page while offline', () => {
    expect(importFailure(new Error('Loading chunk 417 failed.'), { online: false })).toEqual({
      kind: 'refused',
    })
  })

  it('is tried again eight times before a reload of the page is offered', () => {
    const { code, cause } = closedBy({ kind: 'incomplete-page' }, { now: 0, started: false })
    expect({ code, cause }).toEqual({ code: 4101, cause: 'network' })
    expect(codeRule(code)).toEqual({
      name: 'incomplete-page',
      clean: false,
      retry: 8,
      recovery: 'reload-page',
    })
  })
})
