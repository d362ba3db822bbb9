import { describe, expect, it } from 'vitest'
import { SendQueue } from './send-queue.ts'

class FakeChannel extends EventTarget {
  readyState: RTCDataChannelState = 'connecting'
  bufferedAmount = 0
  bufferedAmountLowThreshold = 0
  open(): void {
    this.readyState = 'open'
    this.dispatchEvent(new Event('open'))
  }
  drain(): void {
    this.bufferedAmount = 0
    this.dispatchEvent(new Event('bufferedamountlow'))
  }
}

function lab(open = true) {
  const channel = new FakeChannel()
  const abort = new AbortController()
  const sent: string[] = []
  const queue = new SendQueue<string>(channel as unknown as RTCDataChannel, abort.signal, (item) => {
    if (item === 'refused') throw new DOMException('full', 'OperationError')
    sent.push(item)
  })
  if (open) channel.open()
  return { channel, abort, queue, sent }
}

describe('input', () => {
  it('is sent at once', () => {
    const { queue, sent } = lab()
    queue.input('move 1', 'move')
    queue.input('move 2', 'move')
    queue.input('press', null)
    expect(sent).toEqual(['move 1', 'move 2', 'press'])
  })

  it('is dropped before the channel is open', () => {
    const { queue, sent, channel } = lab(false)
    queue.input('press', null)
    channel.open()
    expect(sent).toEqual([])
  })

  it('with a kind waits while the network is busy, and only the newest of each kind is sent', () => {
    const { queue, sent, channel } = lab()
    channel.bufferedAmount = 16_385
    for (const item of ['a 1', 'a 2', 'b 1']) queue.input(item, item.slice(0, 1))
    expect(sent).toEqual([])
    channel.drain()
    expect(sent).toEqual(['a 2', 'b 1'])
  })

  it('without a kind is sent while the network is busy, after the moves before it', () => {
    const { queue, sent, channel } = lab()
    channel.bufferedAmount = 16_385
    queue.input('move 1', 'move')
    queue.input('move 2', 'move')
    queue.input('press', null)
    expect(sent).toEqual(['move 2', 'press'])
  })

  it('is dropped when the far end no longer reads', () => {
    const { queue, sent, channel } = lab()
    channel.bufferedAmount = 262_145
    queue.input('press', null)
    expect(queue.send('ping')).toBe(false)
    expect(sent).toEqual([])
  })

  it('that the browser refuses to send does not throw', () => {
    const { queue } = lab()
    expect(queue.send('refused')).toBe(false)
  })

  it('continues when the buffer is half empty', () => {
    expect(lab().channel.bufferedAmountLowThreshold).toBe(8192)
  })
})

describe('a message', () => {
  it('waits for the channel to open, with max 64 waiting', () => {
    const { queue, sent, channel } = lab(false)
    for (let i = 0; i < 100; i++) queue.message(`${i}`)
    channel.open()
    expect(sent).toHaveLength(64)
    expect(sent[0]).toBe('0')
  })

  it('after the close of the channel is dropped', () => {
    const { queue, sent, channel } = lab()
    channel.readyState = 'closed'
    queue.message('late')
    expect(sent).toEqual([])
  })
})

it('sends nothing after the signal aborts', () => {
  const { queue, sent, channel, abort } = lab(false)
  queue.message('early')
  abort.abort()
  channel.open()
  expect(sent).toEqual([])
})
