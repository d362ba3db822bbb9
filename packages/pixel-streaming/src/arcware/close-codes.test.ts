import { describe, expect, it } from 'vitest'
import { arcwareCodes, readArcwareClose } from './close-codes.ts'

describe('a close of Arcware’s', () => {
  it.each(Object.keys(arcwareCodes).map(Number))('%i keeps its number, and has a name', (code) => {
    expect(readArcwareClose(code, 'WORDS')).toMatchObject({ code, reason: 'WORDS' })
    expect(arcwareCodes[code]?.name).toMatch(/^[a-z-]+$/)
  })

  it('for a limit is the kit’s own, which has a screen for it', () => {
    expect(readArcwareClose(4461, 'MAX_RUNTIME')).toEqual({ code: 4004, reason: 'max-runtime' })
    expect(readArcwareClose(4506, 'CLIENT_AFK')).toEqual({ code: 4004, reason: 'afk' })
  })

  it('for want of a right says so, so that a token is asked for again', () => {
    for (const code of [4450, 4451, 4452]) expect(readArcwareClose(code, '').cause).toBe('forbidden')
    expect(readArcwareClose(4453, '').cause).toBeUndefined()
  })

  it('below 4000 means what it means everywhere', () => {
    expect(readArcwareClose(1006, '')).toEqual({ code: 1006, cause: 'network' })
  })

  it('is retried by itself only where the same again can help', () => {
    const retried = Object.entries(arcwareCodes).filter(([, rule]) => rule?.retry)
    expect(retried.map(([code]) => Number(code))).toEqual([4470, 4508, 4606])
    expect(arcwareCodes[4470]?.forgetToken).toBe(true)
  })
})
