import { describe, expect, it } from 'vitest'
import { Pings } from './pings.ts'

function lab() {
  const clock = { now: 1000 }
  const sent: number[] = []
  const way = { open: true }
  const pings = new Pings(
    () => clock.now,
    (id) => way.open && sent.push(id) > 0,
  )
  return { clock, sent, way, pings }
}

describe('pings', () => {
  it('record when the newest answer came, and how long it took', () => {
    const { pings, clock } = lab()
    pings.ping()
    clock.now += 30
    expect(pings).toMatchObject({ pongAt: null, pingMs: null, pingWaitsSince: 1000 })
    expect(pings.answered(1)).toBe(true)
    expect(pings).toMatchObject({ pongAt: 1030, pingMs: 30, pingWaitsSince: null })
  })

  it('distinguish the first answer from later ones', () => {
    const { pings } = lab()
    pings.ping()
    pings.ping()
    expect([pings.answered(1), pings.answered(2)]).toEqual([true, false])
  })

  it('stop waiting for answers to older pings', () => {
    const { pings } = lab()
    for (let i = 0; i < 3; i++) pings.ping()
    pings.answered(2)
    expect(pings.pingWaitsSince).not.toBeNull()
    pings.answered(3)
    expect(pings.pingWaitsSince).toBeNull()
  })

  it('stop after max 16 without an answer, until they are forgotten', () => {
    const { pings, sent } = lab()
    for (let i = 0; i < 50; i++) pings.ping()
    expect(sent).toHaveLength(16)
    pings.forgetPings()
    pings.ping()
    expect(sent).toHaveLength(17)
  })

  it('do not wait for an answer when they could not be sent', () => {
    const { pings, way } = lab()
    way.open = false
    pings.ping()
    expect(pings.pingWaitsSince).toBeNull()
  })

  it('ignore an answer with an unknown id', () => {
    const { pings } = lab()
    expect(pings.answered(7)).toBe(false)
    expect(pings.pongAt).toBeNull()
  })

  it('never have a negative round trip, also when the clock is set back', () => {
    const { pings, clock } = lab()
    pings.ping()
    clock.now -= 5000
    pings.answered(1)
    expect(pings.pingMs).toBe(0)
  })
})
