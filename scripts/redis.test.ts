import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRedis } from './redis.mjs'

describe('findRedis', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redis-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const program = (name: string, code = 0) => {
    const file = join(folder, name)
    writeFileSync(file, `#!/bin/sh\nexit ${code}\n`)
    chmodSync(file, 0o755)
    return file
  }

  it('returns only REDIS_SERVER when it is set', () => {
    program('redis-server')
    expect(findRedis({ PATH: folder, REDIS_SERVER: '/nowhere/redis' })).toBeUndefined()
    const own = program('my-redis')
    expect(findRedis({ PATH: folder, REDIS_SERVER: own })).toBe(own)
  })

  it('returns Redis, else Valkey, and skips one that does not start', () => {
    program('redis-server')
    program('valkey-server')
    expect(findRedis({ PATH: folder })).toBe('redis-server')
    program('redis-server', 1)
    expect(findRedis({ PATH: folder })).toBe('valkey-server')
  })

  it('returns undefined without any', () => {
    expect(findRedis({ PATH: join(folder, 'empty') })).toBeUndefined()
  })
})
