import { describe, expect, it } from 'vitest'
import type { WhepResource } from './whep-resource.ts'
import { settle } from './http.fixture.ts'
import { Trickle } from './trickle.ts'

const section = { media: 'm=video 9 x 96', mid: '0', ufrag: 'abcd', pwd: '0123456789012345678901' }
const candidate = (name: string, usernameFragment = 'abcd') =>
  ({ candidate: `candidate:${name}`, usernameFragment }) as RTCIceCandidate

function lab() {
  const sent: string[] = []
  const answers: ((takes: boolean) => void)[] = []
  const resource = {
    patches: null as boolean | null,
    trickle(fragment: string) {
      sent.push(fragment)
      return new Promise<boolean>((resolve) => answers.push(resolve))
    },
  }
  const trickle = new Trickle(resource as unknown as WhepResource)
  trickle.begin(section)
  const answer = async (takes = true) => {
    resource.patches = takes
    answers.shift()?.(takes)
    await settle()
  }
  return { trickle, sent, answer, resource }
}

const names = (fragment = '') => [...fragment.matchAll(/a=candidate:(\w+)/g)].map(([, name]) => name)

describe('candidates', () => {
  it('are sent at once, and those found during a request are sent together', async () => {
    const { trickle, sent, answer } = lab()
    for (const name of ['a', 'b', 'c']) trickle.found(candidate(name))
    expect(sent.map(names)).toEqual([['a']])
    await answer()
    expect(sent.map(names)).toEqual([['a'], ['b', 'c']])
    await answer()
    expect(sent).toHaveLength(2)
  })

  it('end with end-of-candidates', async () => {
    const { trickle, sent, answer } = lab()
    trickle.found(candidate('a'))
    trickle.found(null)
    await answer()
    expect(sent[0]).not.toMatch(/end-of-candidates/)
    expect(sent[1]).toMatch(/a=end-of-candidates/)
    await answer()
    expect(sent).toHaveLength(2)
  })

  it('are not sent to a server that accepts none', async () => {
    const { trickle, sent, answer } = lab()
    trickle.found(candidate('a'))
    await answer(false)
    trickle.found(candidate('b'))
    trickle.found(null)
    expect(sent).toHaveLength(1)
  })

  it('wait during an ICE restart, and older ones are dropped', async () => {
    const { trickle, sent } = lab()
    trickle.hold()
    trickle.begin({ ...section, ufrag: 'efgh' })
    trickle.found(candidate('old'))
    trickle.found(candidate('new', 'efgh'))
    expect(sent).toEqual([])
    trickle.release()
    expect(sent.map(names)).toEqual([['new']])
    expect(sent[0]).toMatch(/a=ice-ufrag:efgh/)
  })

  it('without a username fragment are sent', () => {
    const { trickle, sent } = lab()
    trickle.found({ candidate: 'candidate:a' } as RTCIceCandidate)
    expect(sent.map(names)).toEqual([['a']])
  })
})
