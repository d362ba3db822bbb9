import { chromium, type Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenarioList, scenarios } from '../apps/demo/src/scenarios/list.ts'
import { chromiumArgs, findBrowser } from '../scripts/browser.mjs'
import { startDemoSite, type DemoSite } from './demo-site.ts'

interface Variant {
  readonly name: string
  readonly container: 'fmp4' | 'ts'
  readonly levels: 1 | 2
}

const TIMEOUT_MS = 150_000

/** Every scenario with fMP4 and one level; of every row of the table one with TS and two levels; a few with the rest. */
const plain: Variant[] = scenarios.map(({ name }) => ({ name, container: 'fmp4', levels: 1 }))
const perRow: Variant[] = [
  ...new Map(
    scenarios
      .slice()
      .reverse()
      .map((scenario) => [scenario.row, scenario]),
  ).values(),
].map(({ name }) => ({ name, container: 'ts', levels: 2 }))
const rest: Variant[] = [
  { name: 'encoder-returns', container: 'fmp4', levels: 2 },
  { name: 'encoder-returns', container: 'ts', levels: 1 },
  { name: 'playlist-404', container: 'fmp4', levels: 2 },
  { name: 'sequence-restarts', container: 'ts', levels: 1 },
]
// The long ones first, so that none runs on alone at the end.
const variants = [...perRow, ...rest, ...plain].slice().reverse()

let site: DemoSite
let browser: Browser

beforeAll(async () => {
  site = await startDemoSite()
  const executablePath = findBrowser()
  browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) })
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

it('/scenarios.json lists every scenario', async () => {
  const listed: unknown = await (await fetch(`${site.url}/scenarios.json`)).json()
  expect(listed).toEqual(scenarioList())
})

it('every row of the table has a scenario that also runs as TS with two levels', () => {
  expect(perRow.length).toBe(new Set(scenarios.map(({ row }) => row)).size)
})

it('a scenario that does not exist fails and says so', async () => {
  const { result, failed } = await play({ name: 'no-such-thing', container: 'fmp4', levels: 1 })
  expect(result).toBe('failed')
  expect(failed).toEqual(['there is such a scenario: expected a name of /scenarios.json, saw no-such-thing'])
})

// Several at once: a scenario is mostly waiting. `maxConcurrency` of the project says how many.
describe.concurrent('in Chromium, with a real encoder', () => {
  it.each(variants)(
    '$name passes ($container, levels: $levels)',
    async (variant) => {
      const { result, failed } = await play(variant)
      expect(failed).toEqual([])
      expect(result).toBe('passed')
    },
    TIMEOUT_MS,
  )
})

/** Plays a scenario in a page of its own and returns what the page says about it. */
async function play({ name, container, levels }: Variant): Promise<{ result: string; failed: string[] }> {
  // Small: what a page paints costs as much as what it decodes.
  const page = await browser.newPage({ viewport: { width: 480, height: 360 } })
  try {
    const query = new URLSearchParams({
      scenario: name,
      container,
      levels: `${levels}`,
      stage: site.stage.url,
    })
    await page.goto(`${site.url}/?${query}`)
    const ended = page.locator('html[data-scenario-result="passed"], html[data-scenario-result="failed"]')
    await ended.waitFor({ state: 'attached', timeout: TIMEOUT_MS - 10_000 })
    const failed = await page.locator('[data-check="failed"]').evaluateAll((rows) =>
      rows.map((row) => {
        const [check, expected, observed] = [...row.children].map((cell) => cell.textContent)
        return `${check}: expected ${expected}, saw ${observed}`
      }),
    )
    return { result: (await page.locator('html').getAttribute('data-scenario-result')) ?? 'none', failed }
  } finally {
    // Leaving the page ends its encoder.
    await page.goto('about:blank').catch(() => undefined)
    await page.context().close()
  }
}
