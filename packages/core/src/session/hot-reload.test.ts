import { describe, expect, it, vi } from 'vitest'
import { replaceFormerRevision } from './hot-reload.ts'

const stack = (module: string, ours = 'http://127.0.0.1:5173/core') =>
  [
    'Error',
    `    at replaceFormerRevision (${ours}/hot-reload.ts:20:10)`,
    `    at createSession (${ours}/create-session.ts:310:3)`,
    `    at ${module}:7:17`,
  ].join('\n')

let count = 0
const freshKey = () => `hls:${count++}`

describe('a hot reload', () => {
  it('destroys the session that the previous revision of the module created', () => {
    const key = freshKey()
    const first = vi.fn()
    const second = vi.fn()
    replaceFormerRevision(key, first, stack('http://127.0.0.1:5173/src/app.tsx'))
    replaceFormerRevision(key, second, stack('http://127.0.0.1:5173/src/app.tsx?t=1790000000000'))
    expect(first).toHaveBeenCalledOnce()
    expect(second).not.toHaveBeenCalled()
    replaceFormerRevision(key, vi.fn(), stack('http://127.0.0.1:5173/src/app.tsx?t=1790000000001'))
    expect(second).toHaveBeenCalledOnce()
  })

  it('keeps two sessions that play one stream', () => {
    const key = freshKey()
    const first = vi.fn()
    replaceFormerRevision(key, first, stack('http://127.0.0.1:5173/src/app.tsx'))
    replaceFormerRevision(key, vi.fn(), stack('http://127.0.0.1:5173/src/app.tsx'))
    replaceFormerRevision(key, vi.fn(), stack('http://127.0.0.1:5173/src/other.tsx?t=1'))
    replaceFormerRevision(freshKey(), vi.fn(), stack('http://127.0.0.1:5173/src/app.tsx?t=1'))
    expect(first).not.toHaveBeenCalled()
  })

  it('is ignored when the stack is empty', () => {
    const key = freshKey()
    const first = vi.fn()
    replaceFormerRevision(key, first, '')
    replaceFormerRevision(key, first, stack('http://127.0.0.1:5173/src/app.tsx'))
    replaceFormerRevision(key, vi.fn(), '')
    expect(first).not.toHaveBeenCalled()
  })
})
