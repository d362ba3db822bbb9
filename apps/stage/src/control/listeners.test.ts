import { expect, it, vi } from 'vitest'
import { createEventLog } from './event-log.ts'
import { type StreamEvent, StreamEvents } from '../hls/events.ts'
import { tellListeners } from './listeners.ts'

const boom = new Error('boom')

it('reports a listener that throws or rejects, and still calls the others', async () => {
  const report = vi.fn<(error: unknown) => void>()
  const heard = vi.fn<(event: string) => void>()
  const throws = (): never => {
    throw boom
  }
  tellListeners([throws, () => Promise.reject(boom), heard], 'event', report)
  await Promise.resolve()
  expect(heard.mock.calls).toEqual([['event']])
  expect(report.mock.calls).toEqual([[boom], [boom]])
})

it('rejects only the waiter whose test throws', async () => {
  for (const events of [new StreamEvents(), createEventLog<StreamEvent>('it')] satisfies Pick<
    StreamEvents,
    'next'
  >[]) {
    const waits = events.next('ended', () => {
      throw boom
    })
    const waitsToo = events.next('ended')
    events.emit({ type: 'ended' })
    await expect(waits).rejects.toBe(boom)
    await expect(waitsToo).resolves.toMatchObject({ type: 'ended' })
  }
})
