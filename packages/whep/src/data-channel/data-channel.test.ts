import { manualEnvironment } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DataChannel } from './data-channel.ts'
import { FakeChannel } from '../peer/fake-peer.fixture.ts'

let warn: ReturnType<typeof vi.spyOn>
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

function lab() {
  const environment = manualEnvironment()
  const abort = new AbortController()
  const fake = new FakeChannel()
  const received = vi.fn()
  const answers = vi.fn()
  const closedByFarEnd = vi.fn()
  const channel = new DataChannel(fake as unknown as RTCDataChannel, {
    environment,
    signal: abort.signal,
    received,
    answers,
    closedByFarEnd,
  })
  return { environment, abort, fake, received, answers, closedByFarEnd, channel }
}

describe('pings', () => {
  it('begin when the channel opens', () => {
    const { fake, channel } = lab()
    expect(channel.pings.pongAt).toBeNull()
    fake.open()
    expect(fake.frames).toEqual([{ type: 'ping', id: 1 }])
  })

  it('measure the round trip', () => {
    const { fake, channel, environment } = lab()
    fake.open()
    environment.advance(30)
    expect(channel.pings.pingWaitsSince).toBe(environment.now() - 30)
    fake.answerPings()
    expect(channel.pings).toMatchObject({ pingMs: 30, pongAt: environment.now(), pingWaitsSince: null })
  })

  it('report their first answer once', () => {
    const { fake, channel, answers } = lab()
    fake.open()
    fake.receive('{"type":"pong","id":9}')
    expect(answers).not.toHaveBeenCalled()
    fake.answerPings()
    channel.pings.ping()
    fake.answerPings()
    expect(answers).toHaveBeenCalledOnce()
  })

  it('record since when the oldest unanswered one waits', () => {
    const { fake, channel, environment } = lab()
    fake.open()
    fake.answerPings()
    const since = environment.now()
    channel.pings.ping()
    environment.advance(250)
    channel.pings.ping()
    expect(channel.pings.pingWaitsSince).toBe(since)
  })

  it('stop waiting for answers to older pings', () => {
    const { fake, channel } = lab()
    fake.open()
    channel.pings.ping()
    channel.pings.ping()
    fake.receive('{"type":"pong","id":2}')
    expect(channel.pings.pingWaitsSince).not.toBeNull()
    fake.receive('{"type":"pong","id":3}')
    expect(channel.pings.pingWaitsSince).toBeNull()
  })

  it('stop after max 16 without an answer', () => {
    const { fake, channel } = lab()
    fake.open()
    for (let i = 0; i < 50; i++) channel.pings.ping()
    expect(fake.sent).toHaveLength(16)
    channel.pings.forgetPings()
    channel.pings.ping()
    expect(fake.sent).toHaveLength(17)
  })

  it('are not sent before the channel is open, and ignore answers without a ping', () => {
    const { fake, channel } = lab()
    channel.pings.ping()
    fake.receive('{"type":"pong","id":1}')
    expect(fake.sent).toEqual([])
    expect(channel.pings.pongAt).toBeNull()
  })
})

describe('a message of the far end', () => {
  it('is passed on, except for answers to pings', () => {
    const { fake, received } = lab()
    fake.open()
    fake.answerPings()
    fake.receive('{"type":"message","data":1}')
    expect(received.mock.calls).toEqual([[{ type: 'message', data: 1 }]])
  })

  it('is dropped if it is invalid, with one warning per kind of fault', () => {
    const { fake, received } = lab()
    for (let i = 0; i < 3; i++) {
      fake.receive('{')
      fake.receive(new ArrayBuffer(2))
    }
    fake.receive('{"type":"later-version"}')
    expect(received).not.toHaveBeenCalled()
    expect(warn).toHaveBeenCalledTimes(2)
    expect(warn.mock.calls[0]?.[0]).toMatch(/^Standby: /)
  })

  it('is dropped above 500 messages a second', () => {
    const { fake, received, environment } = lab()
    for (let i = 0; i < 2000; i++) fake.receive('{"type":"message","data":1}')
    expect(received).toHaveBeenCalledTimes(500)
    environment.advance(1000)
    fake.receive('{"type":"message","data":1}')
    expect(received).toHaveBeenCalledTimes(501)
  })

  it('may be the close of the channel, which is reported unless we closed it', () => {
    const first = lab()
    first.fake.close()
    expect(first.closedByFarEnd).toHaveBeenCalledOnce()
    const second = lab()
    second.abort.abort()
    second.fake.close()
    expect(second.closedByFarEnd).not.toHaveBeenCalled()
  })
})

it('warns of a message that is not JSON', () => {
  const { fake, channel } = lab()
  fake.open()
  channel.message(5n)
  expect(fake.sent).toHaveLength(1)
  expect(warn.mock.calls[0]?.[0]).toMatch(/JSON/)
})
