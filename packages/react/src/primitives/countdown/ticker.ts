import type { Clock } from '../../session/reading/clock.ts'

/** Seconds, shared by everything that counts on one clock, so that all numbers change in one commit. */
export interface Ticker {
  /** Start of the second under way; local epoch, ms. */
  second(): number
  /** Called at the start of each second. The timer runs only while somebody listens. */
  subscribe(listener: () => void): () => void
}

const tickers = new WeakMap<Clock, Ticker>()

export function tickerOf(clock: Clock): Ticker {
  let ticker = tickers.get(clock)
  if (!ticker) {
    ticker = createTicker(clock)
    tickers.set(clock, ticker)
  }
  return ticker
}

function createTicker(clock: Clock): Ticker {
  const listeners = new Set<() => void>()
  let timer: unknown = null

  const wait = () => {
    timer = clock.setTimeout(tick, 1000 - (clock.now() % 1000))
  }
  const tick = () => {
    wait()
    for (const listener of listeners) listener()
  }
  return {
    second: () => Math.floor(clock.now() / 1000) * 1000,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) wait()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clock.clearTimeout(timer)
        timer = null
      }
    },
  }
}
