import { describe, expect, it } from 'vitest'
import { codeDescriptions, codeRule, describeCode, knownCodes } from './code-descriptions.ts'

const sentence = /^[A-Z`].*[.)]$/s

describe('the descriptions of codes', () => {
  it('cover every code of the table and no other', () => {
    expect(Object.keys(codeDescriptions).map(Number)).toEqual(knownCodes)
  })

  it.each([...knownCodes, 4999])('are whole sentences for %d', (code) => {
    const { meaning, causes, viewer, developer } = describeCode(code)
    for (const text of [meaning, viewer, developer, ...causes]) expect(text).toMatch(sentence)
    expect(causes.length).toBeGreaterThan(0)
  })

  it('tell the viewer to wait only for codes that are retried automatically', () => {
    for (const code of knownCodes) {
      const retried = codeRule(code).retry !== false
      expect([code, /by itself|tried again, (five|eight) times/.test(describeCode(code).viewer)]).toEqual([
        code,
        retried,
      ])
    }
  })

  it('name the reasons that distinguish the meanings of one code', () => {
    expect(describeCode(4004).meaning).toMatch(/`afk` or `max-runtime`/)
    expect(describeCode(4001).meaning).toContain('`queue-open`')
  })

  it('are all different', () => {
    const meanings = knownCodes.map((code) => describeCode(code).meaning)
    expect(new Set(meanings).size).toBe(meanings.length)
  })

  it('say how to add a code that is not in the table', () => {
    expect(describeCode(4461).developer).toContain('createSession({ codes')
    expect(describeCode(Number.NaN)).toBe(describeCode(999))
  })
})
