import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PoolState } from '../../stage/pool-state.ts'
import { PoolWatch } from './pool-watch.ts'

const empty = {
  workers: [],
  simulated: 0,
  queue: 0,
  sessions: 0,
  sockets: 0,
  peerConnections: 0,
}
let sockets = 0
const look = vi.fn(async (): Promise<PoolState> => ({ ...empty, sockets }))

beforeEach(() => {
  vi.useFakeTimers()
  look.mockClear()
  sockets = 0
})

afterEach(() => vi.useRealTimers())

it('asks the stage every second, since a socket can close without an event', async () => {
  const watch = new PoolWatch({ pool: empty, look })
  sockets = 3
  await vi.advanceTimersByTimeAsync(1000)
  expect(watch.state.get().sockets).toBe(3)
  watch.stop()
})

it('asks the stage once soon after many events', async () => {
  const watch = new PoolWatch({ pool: empty, look })
  for (let event = 0; event < 300; event++) watch.refresh()
  await vi.advanceTimersByTimeAsync(100)
  expect(look).toHaveBeenCalledTimes(1)
  watch.stop()
})

it('keeps the last state when the stage does not answer', async () => {
  const watch = new PoolWatch({ pool: { ...empty, queue: 7 }, look })
  look.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await vi.advanceTimersByTimeAsync(1000)
  expect(watch.state.get().queue).toBe(7)
  watch.stop()
})

it('leaves no timer behind', () => {
  const watch = new PoolWatch({ pool: empty, look })
  watch.refresh()
  watch.stop()
  watch.refresh()
  expect(vi.getTimerCount()).toBe(0)
})
