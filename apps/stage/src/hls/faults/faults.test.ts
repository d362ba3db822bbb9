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

const SENTENCE = /^[A-Z].*\.$/
/** Letters, digits and single spaces; starts with a capital, ends without a stop. */
const TITLE = /^[A-Z0-9][\w-]*( [\w-]+)*$/

describe.each(Object.entries(faults) as [string, Fault][])('fault %s', (key, fault) => {
  it('is filed under its own name', () => {
    expect(fault.name).toBe(key)
    expect(isFaultName(key)).toBe(true)
  })

  it('has a short title and a sentence for the desk', () => {
    expect(fault.title).toMatch(TITLE)
    expect(fault.title.length).toBeLessThanOrEqual(28)
    expect(fault.detail).toMatch(SENTENCE)
    expect(fault.detail.length).toBeLessThanOrEqual(100)
  })

  it('describes its parameters, with defaults that they allow', () => {
    for (const param of Object.values(fault.params ?? {})) expect(param.detail).toMatch(SENTENCE)
    const defaults = readFaultParams(fault.name as FaultName, {})
    expect(readFaultParams(fault.name as FaultName, defaults)).toEqual(defaults)
  })
})

describe.each(Object.entries(profiles))('profile %s', (key, profile) => {
  it('is filed under its own name and described', () => {
    expect(profile.name).toBe(key)
    expect(isProfileName(key)).toBe(true)
    expect(profile.detail).toMatch(SENTENCE)
  })
})

it('has a different title for every fault', () => {
  expect(new Set(faultNames.map((name) => faults[name].title)).size).toBe(faultNames.length)
})

it.each(['toString', '__proto__', 'constructor', '', 'Encoder-drop'])('takes "%s" for no name', (name) => {
  expect(isFaultName(name)).toBe(false)
  expect(isProfileName(name)).toBe(false)
})

it('covers the servers whose behaviour differs', () => {
  expect(profileNames).toEqual(['mux', 'mux-slate', 'nginx-rtmp', 'mediamtx', 'low-latency'])
})
