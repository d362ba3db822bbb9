import type { CDPSession, Page } from 'playwright'
import { vi } from 'vitest'

/** Growth of a page's memory per cycle, and of its nodes and listeners. */
export interface Growth {
  /** Bytes per cycle, in the batch with the least growth: a leak grows in every batch, an engine's caches do not. */
  readonly heap: number
  /** Total growth over all batches. */
  readonly nodes: number
  readonly listeners: number
}

export interface Batches {
  /** Number of cycles until everything is loaded and mostly compiled. */
  readonly warmUp: number
  readonly count: number
  /** Cycles of one batch. */
  readonly size: number
}

/** Runs warm-up and batches, and measures after each. `settled` resolves once everything is released. */
export async function growthOf(
  page: Page,
  { warmUp, count, size }: Batches,
  cycle: (cycles: number) => Promise<unknown>,
  settled: () => Promise<unknown>,
): Promise<Growth> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const after = async (cycles: number) => {
    await cycle(cycles)
    await settled()
    return measure(cdp)
  }
  const marks = [await after(warmUp)]
  for (let batch = 0; batch < count; batch++) marks.push(await after(size))
  // Peer connections release their resources a moment after `close()`. What is left after that is a leak.
  const [first, last] = [marks[0]!, await measureSettled(cdp, marks[0]!)]
  await cdp.detach()
  return {
    heap: Math.min(...marks.slice(1).map(({ heap }, batch) => (heap - marks[batch]!.heap) / size)),
    nodes: last.nodes - first.nodes,
    listeners: last.listeners - first.listeners,
  }
}

interface Memory {
  readonly heap: number
  readonly nodes: number
  readonly listeners: number
}

async function measure(cdp: CDPSession): Promise<Memory> {
  // Objects freed by one collection can free more in the next.
  for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN
  return { heap: metric('JSHeapUsedSize'), nodes: metric('Nodes'), listeners: metric('JSEventListeners') }
}

/**
 * Measures until no more is left than before. The browser has no event for that. A leak never goes, so the wait ends with
 * the patience of every poll, and the caller sees what is left.
 */
async function measureSettled(cdp: CDPSession, before: Memory): Promise<Memory> {
  let now = await measure(cdp)
  const isSettled = async () => {
    now = await measure(cdp)
    return now.nodes <= before.nodes && now.listeners <= before.listeners
  }
  await vi.waitUntil(isSettled, { timeout: 15_000 }).catch(() => {})
  return now
}
