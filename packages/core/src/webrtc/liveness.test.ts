import { describe, expect, it } from 'vitest'
import { judge, type LivenessFacts } from './liveness.ts'

const now = 1_000_000

/** Facts of a healthy connection. `ages` overrides times, as ages in ms. */
function facts(
  ages: {
    packet?: number | null
    video?: number | null
    frame?: number | null
    heard?: number | null
    pong?: number | null
    ping?: number | null
    watched?: number
    pingMs?: number
  } = {},
  online = true,
): LivenessFacts {
  const at = (age: number | null | undefined, otherwise: number | null): number | null =>
    age === undefined ? otherwise : age === null ? null : now - age
  const packet = at(ages.packet, now - 20)
  return {
    now,
    online,
    watchedSince: now - (ages.watched ?? 60_000),
    packetAt: packet,
    videoPacketAt: at(ages.video, packet),
    frameAt: at(ages.frame, packet),
    heardAt: at(ages.heard, now - 250),
    pongAt: at(ages.pong, now - 248),
    pingWaitsSince: at(ages.ping, null),
    pingMs: ages.pingMs ?? 2,
  }
}

describe('media', () => {
  it('flows while packets come', () => {
    expect(judge(facts())).toEqual({ state: 'flowing' })
    expect(judge(facts({ packet: 450 }))).toEqual({ state: 'flowing' })
  })

  it('flows while packets come, without answers or other traffic', () => {
    expect(judge(facts({ pong: 20_000, ping: 19_000, heard: 250 }))).toEqual({ state: 'flowing' })
    expect(judge(facts({ pong: null, heard: null }))).toEqual({ state: 'flowing' })
  })

  it('is not late before the first packet', () => {
    expect(judge(facts({ packet: null, heard: 100 }))).toEqual({ state: 'flowing' })
  })

  it('flows with audio packets alone', () => {
    expect(judge(facts({ video: null, frame: null }))).toEqual({ state: 'flowing' })
  })

  it.each([
    ['the far end that answered after the last packet', { packet: 600, pong: 120 }, 'far-end'],
    ['the network if the last answer came with the last packet', { packet: 600, pong: 590 }, 'network'],
    ['the network if a ping waits for its answer', { packet: 600, pong: 240, ping: 238 }, 'network'],
    [
      'the far end if a ping waits no longer than usual on a slow network',
      { packet: 900, pong: 300, ping: 290, pingMs: 280 },
      'far-end',
    ],
    ['the far end if only ICE and RTCP answer', { packet: 800, pong: null, heard: 500 }, 'far-end'],
    ['the network if nothing answers', { packet: 800, pong: null, heard: 900 }, 'network'],
    ['the network if nothing ever answered', { packet: 800, pong: null, heard: null }, 'network'],
  ] as const)('that is late is blamed on %s', (_, ages, cause) => {
    expect(judge(facts(ages))).toEqual({ state: 'stalled', cause })
  })

  it('that is late is blamed on the network while offline', () => {
    expect(judge(facts({ packet: 600, pong: 120 }, false))).toEqual({ state: 'stalled', cause: 'network' })
  })

  it('is frozen when a live far end sends none for 2.5 s', () => {
    expect(judge(facts({ packet: 2600, pong: 120 }))).toEqual({ state: 'frozen', since: now - 2600 })
    expect(judge(facts({ packet: 2600, pong: null, heard: 1000 }))).toMatchObject({ state: 'frozen' })
  })
})

describe('a picture', () => {
  it('that stops while the sound continues is stalled, and never lost', () => {
    for (const video of [800, 10_000, 100_000])
      expect(judge(facts({ video }))).toEqual({ state: 'stalled', cause: 'far-end' })
  })

  it('with few frames a second is not stalled before 750 ms', () => {
    expect(judge(facts({ video: 700 }))).toEqual({ state: 'flowing' })
  })

  it('that arrives and is not decoded is blamed on the decoder', () => {
    expect(judge(facts({ frame: 1100 }))).toEqual({ state: 'stalled', cause: 'decoder' })
    expect(judge(facts({ frame: 900 }))).toEqual({ state: 'flowing' })
    expect(judge(facts({ frame: null }))).toEqual({ state: 'flowing' })
  })
})

describe('a far end', () => {
  const silent = (age: number) => ({ packet: age, heard: age, pong: age, ping: age - 240 })

  it('that had answered on the data channel is dead after 2.5 s of silence', () => {
    expect(judge(facts(silent(2400)))).toEqual({ state: 'stalled', cause: 'network' })
    expect(judge(facts(silent(2600)))).toEqual({ state: 'dead' })
  })

  it('that never answered on the data channel is dead after 6 s of silence', () => {
    expect(judge(facts({ ...silent(5900), pong: null }))).toEqual({ state: 'stalled', cause: 'network' })
    expect(judge(facts({ ...silent(6100), pong: null }))).toEqual({ state: 'dead' })
  })

  it('can be dead before its first packet', () => {
    expect(judge(facts({ ...silent(2600), packet: null }))).toEqual({ state: 'dead' })
  })

  it('is not dead while any traffic is heard', () => {
    expect(judge(facts({ ...silent(9000), heard: 1000 }))).not.toMatchObject({ state: 'dead' })
    expect(judge(facts({ ...silent(9000), pong: 100, ping: null }))).not.toMatchObject({ state: 'dead' })
  })

  it('is not dead while we are offline', () => {
    expect(judge(facts(silent(60_000), false))).toEqual({ state: 'stalled', cause: 'network' })
  })

  it('is not dead because of silence before the watch began', () => {
    expect(judge(facts({ ...silent(60_000), watched: 100 }))).toEqual({ state: 'flowing' })
    expect(judge(facts({ ...silent(60_000), watched: 700 }))).toMatchObject({ state: 'stalled' })
    expect(judge(facts({ ...silent(60_000), watched: 2600 }))).toEqual({ state: 'dead' })
  })
})
