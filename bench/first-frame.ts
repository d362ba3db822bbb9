import { startStage } from '@standby/stage'
import { chromium } from 'playwright'
import { launchOptions } from '../scripts/browser.mjs'
import type { Figure } from './figure.ts'
import { servePages } from './served-pages.ts'

const runs = 20
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

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
        shown: `${ratio.toFixed(2)} × (${Math.round(median(times.player))} of ${Math.round(median(times.bare))} ms)`,
        budget: { atMost: 1.1 },
      }
    } finally {
      await browser.close()
    }
  } finally {
    await Promise.all([stage.close(), site.close()])
  }
}
