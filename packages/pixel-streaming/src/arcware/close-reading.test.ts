import { describe, expect, it } from 'vitest'
import { readArcwareClose } from './close-reading.ts'
import { arcwareCodes } from './codes.ts'

describe('a close of Arcware’s', () => {
  it.each(Object.keys(arcwareCodes).map(Number))('with %i keeps its code, and has a name', (code) => {
    expect(readArcwareClose(code, 'WORDS')).toMatchObject({ code, reason: 'WORDS' })
    expect(arcwareCodes[code]?.name).toMatch(/^[a-z-]+$/)
  })

  it('for a limit gets the kit’s own code', () => {
    expect(readArcwareClose(4461, 'MAX_RUNTIME')).toEqual({ code: 4004, reason: 'max-runtime' })
    expect(readArcwareClose(4506, 'CLIENT_AFK')).toEqual({ code: 4004, reason: 'afk' })
  })

  it('for a missing permission has the cause forbidden', () => {
    for (const code of [4450, 4451, 4452]) expect(readArcwareClose(code, '').cause).toBe('forbidden')
    expect(readArcwareClose(4453, '').cause).toBeUndefined()
  })

  it('below 4000 has its standard meaning', () => {
    expect(readArcwareClose(1006, '')).toEqual({ code: 1006, cause: 'network' })
  })

  it('is retried automatically only if a retry can help', () => {
    const retried = Object.entries(arcwareCodes).filter(([, rule]) => rule?.retry)
    expect(retried.map(([code]) => Number(code))).toEqual([4470, 4508, 4606])
    expect(arcwareCodes[4470]?.forgetToken).toBe(true)
  })
})
