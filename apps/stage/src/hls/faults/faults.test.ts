import { describe, expect, it } from 'vitest'
import { readFaultParams } from './fault-params.ts'
import {
  faultNames,
  faults,
  isFaultName,
  isProfileName,
  profileNames,
  profiles,
  type Fault,
  type FaultName,
} from './faults.ts'

const sentencePattern = /^[A-Z].*\.$/
/** Letters, digits and single spaces; starts with a capital, has no full stop. */
const titlePattern = /^[A-Z0-9][\w-]*( [\w-]+)*$/

describe.each(Object.entries(faults) as [string, Fault][])('fault %s', (key, fault) => {
  it('has its key as name', () => {
    expect(fault.name).toBe(key)
    expect(isFaultName(key)).toBe(true)
  })

  it('has a short title and a sentence for the desk', () => {
    expect(fault.title).toMatch(titlePattern)
    expect(fault.title.length).toBeLessThanOrEqual(28)
    expect(fault.detail).toMatch(sentencePattern)
    expect(fault.detail.length).toBeLessThanOrEqual(100)
  })

  it('describes its parameters, with valid defaults', () => {
    for (const param of Object.values(fault.params ?? {})) expect(param.detail).toMatch(sentencePattern)
    const defaults = readFaultParams(fault.name as FaultName, {})
    expect(readFaultParams(fault.name as FaultName, defaults)).toEqual(defaults)
  })
})

describe.each(Object.entries(profiles))('profile %s', (key, profile) => {
  it('has its key as name, and a sentence as detail', () => {
    expect(profile.name).toBe(key)
    expect(isProfileName(key)).toBe(true)
    expect(profile.detail).toMatch(sentencePattern)
  })
})

it('has a different title for every fault', () => {
  expect(new Set(faultNames.map((name) => faults[name].title)).size).toBe(faultNames.length)
})

it.each(['toString', '__proto__', 'constructor', '', 'Encoder-drop'])(
  'does not accept "%s" as a name',
  (name) => {
    expect(isFaultName(name)).toBe(false)
    expect(isProfileName(name)).toBe(false)
  },
)

it('has the profiles mux, mux-slate, nginx-rtmp, mediamtx and low-latency', () => {
  expect(profileNames).toEqual(['mux', 'mux-slate', 'nginx-rtmp', 'mediamtx', 'low-latency'])
})
