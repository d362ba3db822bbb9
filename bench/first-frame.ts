import { startStage } from '@standby/stage'
import { chromium } from 'playwright'
import { launchOptions } from '../scripts/browser.mjs'
import type { Figure } from './figure.ts'
import { servePages } from './served-pages.ts'

const runs = 21
const quantile = (values: number[], fraction: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * fraction)] ?? NaN
const median = (values: number[]) => quantile(values, 0.5)
/** The median and the middle half of the runs, e.g. `702 [690–731]`. */
const show = (values: number[]) => {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((fraction) => Math.round(quantile(values, fraction)))
  return `${middle} [${low}–${high}]`
}

/** Navigation to first painted frame, HlsPlayer against bare hls.js: production builds, interleaved, cold caches. */
export async function firstFrame(): Promise<Figure> {
  const [stage, site] = await Promise.all([startStage({ port: 0 }), servePages('bare', 'player')])
  try {
    const browser = await chromium.launch(launchOptions())
    try {
      const { url } = await stage.createStream({ container: 'fmp4', levels: 1 })
      const measure = async (name: string) => {
        const context = await browser.newContext()
        const page = await context.newPage()
        await page.goto(`${site.url}${name}.html?src=${encodeURIComponent(url)}`)
        const root = page.locator('html[data-first-frame-ms]')
        const ms = Number(await root.getAttribute('data-first-frame-ms'))
        await context.close()
        return ms
      }
      const times: Record<'bare' | 'player', number[]> = { bare: [], player: [] }
      for (let run = 0; run < runs; run++) {
        // The second page finds a warmer machine, so they take turns.
        const order = run % 2 ? (['bare', 'player'] as const) : (['player', 'bare'] as const)
        for (const name of order) times[name].push(await measure(name))
      }
      const ratio = median(times.player) / median(times.bare)
      return {
        name: 'time to first frame, against bare hls.js',
        value: ratio,
        shown: `${ratio.toFixed(2)} × (${show(times.player)} of ${show(times.bare)} ms)`,
        budget: { atMost: 1.05 },
      }
    } finally {
      await browser.close()
    }
  } finally {
    await Promise.all([stage.close(), site.close()])
  }
}
