import type { StreamInputEvent } from '@standby/core/source'
import { describe, expect, it } from 'vitest'
import { FakeChannel } from '../peer/fake-peer.fixture.ts'
import { Outbox } from './outbox.ts'

/** A buffered amount, bytes, at which the network counts as busy. */
const busyBytes = 20_000

const pointer = (phase: 'move' | 'down' | 'up', x = 0.5, pointerId = 1): StreamInputEvent => ({
  type: 'pointer',
  phase,
  x,
  y: 0.5,
  pointerId,
  pointerType: 'mouse',
  button: 0,
  buttons: 0,
})
const key: StreamInputEvent = { type: 'key', phase: 'down', code: 'KeyA', key: 'a', repeat: false }
const gamepad = (axis: number): StreamInputEvent => ({ type: 'gamepad', index: 0, axes: [axis], buttons: [] })

function lab(open = true) {
  const channel = new FakeChannel()
  const abort = new AbortController()
  const outbox = new Outbox(channel as unknown as RTCDataChannel, abort.signal)
  if (open) channel.open()
  const inputs = () =>
    channel.frames
      .map((frame) => (frame as { event: StreamInputEvent }).event)
      .map((event) => {
        if (event.type === 'pointer') return `${event.phase} ${event.x}`
        return event.type === 'gamepad' ? `gamepad ${event.axes[0]}` : event.type
      })
  return { channel, outbox, abort, inputs }
}

describe('input', () => {
  it('is sent at once', () => {
    const { outbox, inputs, channel } = lab()
    for (const event of [pointer('move', 0.1), pointer('move', 0.2), pointer('down', 0.2), key])
      outbox.input(event)
    expect(inputs()).toEqual(['move 0.1', 'move 0.2', 'down 0.2', 'key'])
    expect(channel.frames[3]).toEqual({ type: 'input', event: key })
  })

  it('is dropped before the channel is open', () => {
    const { outbox, channel } = lab(false)
    outbox.input(key)
    channel.open()
    expect(channel.sent).toEqual([])
  })

  it('that is a move waits while the network is busy, and only the newest is sent', () => {
    const { outbox, channel, inputs } = lab()
    channel.bufferedAmount = busyBytes
    for (const x of [0.1, 0.2, 0.3]) outbox.input(pointer('move', x))
    outbox.input(pointer('move', 0.9, 2))
    outbox.input(gamepad(0.1))
    outbox.input(gamepad(0.2))
    expect(inputs()).toEqual([])
    channel.bufferedAmount = 0
    channel.dispatchEvent(new Event('bufferedamountlow'))
    expect(inputs()).toEqual(['move 0.3', 'move 0.9', 'gamepad 0.2'])
  })

  it('that is a press is sent while the network is busy, after the moves before it', () => {
    const { outbox, channel, inputs } = lab()
    channel.bufferedAmount = busyBytes
    outbox.input(pointer('move', 0.1))
    outbox.input(pointer('move', 0.2))
    outbox.input(pointer('down', 0.2))
    outbox.input(key)
    expect(inputs()).toEqual(['move 0.2', 'down 0.2', 'key'])
  })

  it('that the browser refuses to send does not throw', () => {
    const { outbox, channel } = lab()
    channel.send = () => {
      throw new DOMException('full', 'OperationError')
    }
    outbox.input(key)
    expect(outbox.ping(1)).toBe(false)
  })
})

describe('a message', () => {
  it('waits for the channel to open', () => {
    const { outbox, channel } = lab(false)
    expect(outbox.message({ a: 1 })).toBe(true)
    channel.open()
    expect(channel.frames).toEqual([{ type: 'message', data: { a: 1 } }])
  })

  it('is dropped if 64 messages already wait', () => {
    const { outbox, channel } = lab(false)
    for (let i = 0; i < 100; i++) outbox.message(i)
    channel.open()
    expect(channel.sent).toHaveLength(64)
  })

  it.each([
    ['too large', 'x'.repeat(70_000)],
    ['too large in bytes', '€'.repeat(30_000)],
    ['no JSON', 5n],
  ])('that is %s is not sent', (_, data) => {
    const { outbox, channel } = lab()
    expect(outbox.message(data)).toBe(false)
    expect(channel.sent).toEqual([])
  })

  it('with a circular reference is not sent', () => {
    const data: { self?: unknown } = {}
    data.self = data
    expect(lab().outbox.message(data)).toBe(false)
  })
})

it('sends nothing after the signal aborts', () => {
  const { outbox, channel, abort } = lab(false)
  outbox.message(1)
  abort.abort()
  channel.open()
  expect(channel.sent).toEqual([])
})
