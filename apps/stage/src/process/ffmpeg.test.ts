import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findFfmpeg } from './ffmpeg.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stage-ffmpeg-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function binary(name: string, mode = 0o755): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, mode)
  return path
}
const nothing = (): undefined => undefined

describe('findFfmpeg', () => {
  it('prefers FFMPEG_PATH', () => {
    const chosen = binary('chosen')
    const packaged = binary('packaged')
    expect(findFfmpeg({ env: { FFMPEG_PATH: chosen, PATH: folder }, packaged: () => packaged })).toBe(chosen)
  })

  it('throws when FFMPEG_PATH cannot be run, and does not look further', () => {
    const packaged = binary('packaged')
    const find = (path: string) => (): string =>
      findFfmpeg({ env: { FFMPEG_PATH: path }, packaged: () => packaged })
    expect(find(join(folder, 'missing'))).toThrow(/^Standby: FFMPEG_PATH is ".*missing", which cannot be run/)
    expect(find(binary('text', 0o644))).toThrow(/cannot be run/)
  })

  it('prefers the packaged binary to the one on PATH', () => {
    const packaged = binary('packaged')
    binary('bin/ffmpeg')
    expect(findFfmpeg({ env: { PATH: join(folder, 'bin') }, packaged: () => packaged })).toBe(packaged)
  })

  it('makes the packaged binary executable when its install script was skipped', () => {
    const packaged = binary('packaged', 0o644)
    expect(findFfmpeg({ env: {}, packaged: () => packaged })).toBe(packaged)
    expect(statSync(packaged).mode & 0o111).toBe(0o111)
  })

  it('searches PATH without a packaged binary, and skips files that cannot be run', () => {
    binary('one/ffmpeg', 0o644)
    const second = binary('two/ffmpeg')
    const PATH = ['', join(folder, 'none'), join(folder, 'one'), join(folder, 'two')].join(delimiter)
    expect(findFfmpeg({ env: { PATH }, packaged: nothing })).toBe(second)
    expect(findFfmpeg({ env: { PATH }, packaged: () => join(folder, 'gone') })).toBe(second)
  })

  it('throws one sentence with the way to install ffmpeg', () => {
    const find = (): string => findFfmpeg({ env: { PATH: folder }, packaged: nothing })
    expect(find).toThrow(/^Standby: no ffmpeg was found.*apt-get install ffmpeg.*FFMPEG_PATH.*\.$/)
  })

  it('finds ffmpeg on this machine', () => {
    expect(statSync(findFfmpeg()).isFile()).toBe(true)
  })
})
