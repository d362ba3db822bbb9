import { startStage } from '@standby/stage'
import { chromium, type Page } from 'playwright'
import { launchOptions } from '../scripts/browser.mjs'
import type { Figure } from './figure.ts'
import { servePages } from './served-pages.ts'

const clicks = 48
const fps = 30
const frameMs = 1000 / fps
const size = { width: 640, height: 360 }

const quantile = (values: number[], fraction: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * fraction))] ?? NaN

/**
 * Time from a click to the frame that shows its mark. It starts at a real press in Chromium (`timeStamp` of its
 * `pointerdown`). The press goes over the data channel to a worker process, which paints and encodes. It ends at the
 * callback of the painted frame whose pixels have changed at the clicked point.
 *
 * One page uses the whole kit (gateway, WHEP, StreamInput), the other a bare `RTCPeerConnection`. Each has its own
 * worker; they take turns within one run. Both wait for the worker's next frame (half a frame on average) and for its
 * encoder, so the ratio shows what the kit adds. The first figure compares medians, the second slow clicks (p95).
 */
export async function clickToPhoton(): Promise<Figure[]> {
  const [stage, site] = await Promise.all([startStage(), servePages('interactive')])
  const browser = await chromium.launch(launchOptions())
  try {
    const application = stage.createApplication({ workers: 2, ...size, fps })
    const open = async (by: string): Promise<Page> => {
      const page = await (await browser.newContext({ viewport: size })).newPage()
      const query = new URLSearchParams({ by, url: application.gatewayUrl, app: application.id })
      await page.goto(`${site.url}interactive.html?${query}`)
      await page.locator('[data-standby="stream-input"]').waitFor()
      await page.waitForFunction((count) => window.photons.painted() >= count, fps)
      return page
    }
    const pages = { bare: await open('bare'), kit: await open('kit') }
    const times = { bare: [] as number[], kit: [] as number[] }
    for (let click = 0; click < clicks; click++) {
      // A mark lasts 1 s; the same point is clicked again only much later.
      const [x, y] = [0.1 + 0.2 * (click % 5), 0.25 + 0.12 * (Math.floor(click / 5) % 4)]
      // The second page finds a warmer machine, so they take turns.
      for (const by of click % 2 ? (['bare', 'kit'] as const) : (['kit', 'bare'] as const)) {
        await pages[by].evaluate(([x, y]) => window.photons.expect(x, y), [x, y] as const)
        await pages[by].mouse.click(x * size.width, y * size.height)
        times[by].push(await pages[by].evaluate(() => window.photons.seen()))
      }
    }
    const figure = (name: string, fraction: number, atMost: number): Figure => {
      const [kit, bare] = [quantile(times.kit, fraction), quantile(times.bare, fraction)]
      return {
        name: `click to photon, ${name} of ${clicks}, against a bare peer connection`,
        value: kit / bare,
        shown:
          `${(kit / bare).toFixed(2)} × (${Math.round(kit)} of ${Math.round(bare)} ms, ` +
          `${(kit / frameMs).toFixed(1)} frames)`,
        budget: { atMost },
      }
    }
    return [figure('median', 0.5, 1.25), figure('p95', 0.95, 1.5)]
  } finally {
    await browser.close()
    await Promise.all([stage.close(), site.close()])
  }
}
