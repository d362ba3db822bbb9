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

/** What happens to a worker (`inflict`), and the source event that gives it up (`given`). `stalled` comes before. */
const losses = [
  { name: 'worker is killed', given: 'closed', inflict: (worker: WorkerProcess) => worker.kill() },
  {
    name: 'network lets nothing through',
    given: 'closed',
    inflict: (worker: WorkerProcess) => worker.command({ type: 'network', impairment: { hole: true } }),
  },
  {
    name: 'picture freezes',
    given: 'lost',
    inflict: (worker: WorkerProcess) => worker.command({ type: 'freeze', on: true }),
  },
] as const

/** How soon a loss over WHEP is reported after the last picture: medians, each against its promise. */
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

/** Plays one session until its loss. Both times count from the last painted frame, ms. */
async function lose(page: Page, { inflict, given }: (typeof losses)[number]) {
  const worker = await startWorkerProcess({ number: 7, tokens: [token] })
  try {
    await page.evaluate((stream) => window.whepPage.start(stream), { url: worker.url, token })
    await page.evaluate(async () => {
      await window.whepPage.nextPicture()
      window.whepPage.send({ hello: 'worker' })
      await window.whepPage.happened('message')
    })
    await inflict(worker)
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
