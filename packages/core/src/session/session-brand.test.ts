import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createSession } from './create-session.ts'
import { brand, isSession, major } from './session-brand.ts'
import { manualEnvironment, scriptedSource } from '../testing.ts'
import { version } from '../environment/version.ts'

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

it('recognises a session, and nothing else', () => {
  const session = createSession({ ...scriptedSource(), environment: manualEnvironment() })
  expect(isSession(session)).toBe(true)
  for (const other of [null, undefined, 0, 'session', {}, { start() {} }])
    expect(isSession(other)).toBe(false)
})

it('says what to do about a session of another major version', () => {
  expect(() => isSession({ [brand]: major + 1 })).toThrow(/^Standby: .*npm ls @standby\/core/)
})

it('has the version of package.json', () => {
  expect(version).toBe(manifest.version)
  expect(major).toBe(Number(manifest.version.split('.')[0]))
})
