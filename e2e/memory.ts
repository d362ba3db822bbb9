import type { CDPSession, Page } from 'playwright'

/** What one more of something leaves behind in a page. */
export interface Growth {
  /** Bytes a cycle, of the batch that grew least: what leaks grows in each, what an engine keeps for itself does not. */
  readonly heap: number
  /** Over all batches. */
  readonly nodes: number
  readonly listeners: number
}

export interface Batches {
  /** What is loaded once, and most of what the engine compiles for it, is there after so many cycles. */
  readonly warmUp: number
  readonly count: number
  /** Cycles of one batch. */
  readonly size: number
}

/** Runs warm-up and batches, and looks at what is left after each. `settled` resolves once everything is let go. */
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
  // Peer connections let go of what they hold a moment after their close: what is left then is left for good.
  const [first, last] = [marks[0]!, await leastOf(cdp, marks[0]!)]
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
  // What the first collection lets go may free more in the next.
  for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN
  return { heap: metric('JSHeapUsedSize'), nodes: metric('Nodes'), listeners: metric('JSEventListeners') }
}

/** Looks until no more is left than there was, and 20 times at most. */
async function leastOf(cdp: CDPSession, before: Memory): Promise<Memory> {
  let now = await measure(cdp)
  for (let look = 0; look < 20 && (now.nodes > before.nodes || now.listeners > before.listeners); look++) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    now = await measure(cdp)
  }
  return now
}
