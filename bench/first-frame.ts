import { startStage } from '@standby/stage'
import { chromium, type Browser } from 'playwright'
import { startPlayerSite } from '../e2e/player-page.ts'
import type { PlayerPage } from '../e2e/player-page/main.ts'
import { chromiumArgs, findBrowser } from '../scripts/browser.mjs'
import type { Measure } from './index.ts'
import { median } from './median.ts'

const RUNS = 20

/** From mounting to the first frame, against hls.js alone in the same page, in turns. */
export async function firstFrame(): Promise<readonly Measure[]> {
  const [site, stage] = await Promise.all([startPlayerSite(), startStage()])
  const executablePath = findBrowser()
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) })
  try {
    const { url } = await stage.createStream()
    const kit: number[] = []
    const bare: number[] = []
    for (let run = 0; run < RUNS; run++) {
      kit.push(await timeOf(browser, site.url, url, 'mount'))
      bare.push(await timeOf(browser, site.url, url, 'mountBare'))
    }
    const ratio = median(kit) / median(bare)
    return [
      {
        what: `time to the first frame, against hls.js alone, medians of ${RUNS}`,
        measured: `${ratio.toFixed(2)} ×, ${Math.round(median(kit))} ms and ${Math.round(median(bare))} ms`,
        budget: 'at most 1.10 ×',
        kept: ratio <= 1.1,
      },
    ]
  } finally {
    await browser.close()
    await Promise.all([stage.close(), site.close()])
  }
}

/** Milliseconds from the call to the first painted frame, in a page of its own with an empty cache. */
async function timeOf(
  browser: Browser,
  site: string,
  src: string,
  how: 'mount' | 'mountBare',
): Promise<number> {
  const page = await browser.newPage()
  try {
    await page.goto(site)
    return await page.evaluate(
      async ({ src, how }) => {
        const { page } = window as unknown as { page: PlayerPage }
        const from = performance.now()
        const painted = new Promise<number>((resolve) => {
          const seen = new MutationObserver(() => {
            const video = document.querySelector('video')
            if (!video) return
            seen.disconnect()
            video.requestVideoFrameCallback(() => resolve(performance.now() - from))
          })
          seen.observe(document.body, { childList: true, subtree: true })
        })
        void page[how](src, 'mounted')
        return await painted
      },
      { src, how },
    )
  } finally {
    await page.context().close()
  }
}
