import { startWorkerProcess, type WorkerProcess } from '@standby/stage/worker'
import { chromium, type Page } from 'playwright'
import { startPlayerSite } from '../e2e/player-page.ts'
import type { WhepPage } from '../e2e/whep-page/main.ts'
import { launchOptions } from '../scripts/browser.mjs'
import type { Figure } from './figure.ts'

declare global {
  interface Window {
    whepPage: WhepPage
  }
}

const runs = 5
const token = 'good'

/** What happens to a worker, and what the viewer is told then: that the picture stands, and that the worker is given up. */
const losses = [
  { name: 'worker is killed', given: 'closed', befall: (worker: WorkerProcess) => worker.kill() },
  {
    name: 'network lets nothing through',
    given: 'closed',
    befall: (worker: WorkerProcess) => worker.command({ type: 'network', impairment: { hole: true } }),
  },
  {
    name: 'picture freezes',
    given: 'lost',
    befall: (worker: WorkerProcess) => worker.command({ type: 'freeze', on: true }),
  },
] as const

/** How soon a loss over WHEP is told, from the last picture on: medians, each held to what is promised. */
export async function whepLosses(): Promise<Figure[]> {
  const site = await startPlayerSite('whep-page')
  const browser = await chromium.launch(launchOptions())
  try {
    const page = await browser.newPage()
    await page.goto(site.url)
    const figures: Figure[] = []
    for (const loss of losses) {
      const told: number[] = []
      const given: number[] = []
      for (let run = 0; run < runs; run++) {
        const times = await lose(page, loss)
        told.push(times.told)
        given.push(times.given)
      }
      figures.push(
        figure(`${loss.name}: the viewer is told`, told, 1000),
        figure(`${loss.name}: the worker is given up`, given, 3000),
      )
    }
    return figures
  } finally {
    await browser.close()
    await site.close()
  }
}

/** One session and its loss; both times from the last picture that was painted, ms. */
async function lose(page: Page, { befall, given }: (typeof losses)[number]) {
  const worker = await startWorkerProcess({ number: 7, tokens: [token] })
  try {
    await page.evaluate((stream) => window.whepPage.start(stream), { url: worker.url, token })
    await page.evaluate(async () => {
      await window.whepPage.nextPicture()
      window.whepPage.send({ hello: 'worker' })
      await window.whepPage.happened('message')
    })
    await befall(worker)
    return await page.evaluate(async (given) => {
      const { at: toldAt } = await window.whepPage.happened('stalled')
      const { at: givenAt } = await window.whepPage.happened(given)
      const last = window.whepPage.paintedAt()
      return { told: toldAt - last, given: givenAt - last }
    }, given)
  } finally {
    await page.evaluate(() => window.whepPage.destroy())
    await worker.kill()
  }
}

function figure(name: string, measured: readonly number[], promisedMs: number): Figure {
  const sorted = measured.toSorted((a, b) => a - b)
  const median = sorted[sorted.length >> 1] ?? Number.NaN
  return {
    name: `whep, ${name}`,
    value: median / promisedMs,
    shown: `${Math.round(median)} of ${promisedMs} ms (worst of ${sorted.length}: ${Math.round(sorted.at(-1) ?? Number.NaN)} ms)`,
    budget: { atMost: 1 },
  }
}
