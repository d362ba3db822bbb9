import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startStage } from '@standby/stage'
import { chromium } from 'playwright'
import { build, defaultClientConditions, preview } from 'vite'
import { chromiumArgs, findBrowser } from '../scripts/browser.mjs'
import type { Figure } from './figure.ts'

const runs = 20
const root = fileURLToPath(new URL('./pages', import.meta.url))
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

/** Navigation to first painted frame of HlsPlayer against bare hls.js: production builds, interleaved, cold caches. */
export async function firstFrame(): Promise<Figure> {
  const outDir = await mkdtemp(join(tmpdir(), 'standby-bench-'))
  const stage = await startStage({ port: 0 })
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      resolve: { conditions: ['standby-source', ...defaultClientConditions] },
      build: {
        outDir,
        emptyOutDir: true,
        rolldownOptions: { input: [join(root, 'bare.html'), join(root, 'player.html')] },
      },
    })
    const server = await preview({
      root,
      configFile: false,
      logLevel: 'error',
      build: { outDir },
      preview: { host: '127.0.0.1', port: 0 },
    })
    const origin = server.resolvedUrls?.local[0]
    const executablePath = findBrowser()
    const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: chromiumArgs })
    try {
      const { url } = await stage.createStream({ container: 'fmp4', levels: 1 })
      const measure = async (name: string) => {
        const context = await browser.newContext()
        const page = await context.newPage()
        await page.goto(`${origin}${name}.html?src=${encodeURIComponent(url)}`)
        const root = page.locator('html[data-first-frame-ms]')
        const ms = Number(await root.getAttribute('data-first-frame-ms'))
        await context.close()
        return ms
      }
      const times: Record<'bare' | 'player', number[]> = { bare: [], player: [] }
      for (let run = 0; run < runs; run++) {
        // Whoever comes second finds a warmer machine: take turns.
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
      await server.close()
    }
  } finally {
    await stage.close()
    await rm(outDir, { recursive: true, force: true })
  }
}
