import type { Clock } from '../context/clock.ts'

/** The seconds of one clock, shared by all countdowns on it, so that all numbers change in one commit. */
export interface Ticker {
  /** Start of the current second; local epoch, ms. */
  second(): number
  /** Calls `listener` at the start of each second. The timer runs only while there are listeners. */
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
