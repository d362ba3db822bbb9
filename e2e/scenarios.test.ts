import { chromium, type Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interactiveScenarios, scenarioList } from '../apps/demo/src/scenarios/list.ts'
import { streamScenarios } from '../apps/demo/src/scenarios/live/list.ts'
import { applicationRows, protocolsOf, type StreamRow } from '../apps/demo/src/scenarios/scenario.ts'
import { launchOptions } from '../scripts/browser.mjs'
import { startDemoSite, type DemoSite } from './demo-site.ts'
import { playsAll } from './run-size.ts'

/** A scenario: for a stream with its container and levels, for an application with its protocol. */
interface Variant {
  readonly name: string
  readonly protocol?: string
  readonly container?: 'fmp4' | 'ts'
  readonly levels?: 1 | 2
}

const timeoutMs = 150_000

/** For each row of the table, the scenario that is also played as TS with two levels. */
const pairs: Record<StreamRow, string> = {
  freeze: 'encoder-returns',
  end: 'stream-ends',
  status: 'platform-waits',
  refused: 'playlist-404',
  restart: 'sequence-overlaps',
  timestamps: 'timestamps-reset',
  onward: 'gap-segments',
  'not-live': 'not-live-yet',
  again: 'new-asset',
  segment: 'segment-missing',
  pause: 'viewer-pauses',
  offline: 'viewer-offline',
  signature: 'signature-renewed',
  refusal: 'not-a-playlist',
}
const variants: Variant[] = [
  { name: 'encoder-returns', container: 'fmp4', levels: 2 },
  { name: 'encoder-returns', container: 'ts', levels: 1 },
  ...Object.values(pairs).map((name) => ({ name, container: 'ts', levels: 2 }) as const),
  ...streamScenarios.map(({ name }) => ({ name, container: 'fmp4', levels: 1 }) as const),
]

/** The stream scenarios of every run: one for each row of the table. `npm test -- --all` plays every variant. */
const quick: Record<StreamRow, Variant> = {
  freeze: { name: 'encoder-returns', container: 'ts', levels: 2 },
  end: { name: 'stream-ends', container: 'fmp4', levels: 1 },
  status: { name: 'platform-waits', container: 'fmp4', levels: 1 },
  refused: { name: 'playlist-404', container: 'ts', levels: 1 },
  restart: { name: 'sequence-overlaps', container: 'fmp4', levels: 1 },
  timestamps: { name: 'timestamps-reset', container: 'ts', levels: 1 },
  onward: { name: 'discontinuity', container: 'fmp4', levels: 1 },
  'not-live': { name: 'not-live-yet', container: 'fmp4', levels: 1 },
  again: { name: 'live-again', container: 'fmp4', levels: 1 },
  segment: { name: 'segment-missing', container: 'ts', levels: 1 },
  pause: { name: 'viewer-pauses', container: 'fmp4', levels: 1 },
  offline: { name: 'viewer-offline', container: 'fmp4', levels: 1 },
  signature: { name: 'signature-renewed', container: 'fmp4', levels: 1 },
  refusal: { name: 'not-a-playlist', container: 'fmp4', levels: 1 },
}

/** The application scenarios of every run: one for each close code, then one for each other part of a session. */
const quickApplications: Readonly<Record<string, string>> = {
  '1000': 'viewer-leaves',
  '1001': 'going-away-in-queue',
  '1006': 'network-drops',
  '1011': 'kicked',
  '1012': 'server-restarts',
  '1013': 'overload',
  '4000': 'project-disabled-running',
  '4001': 'queue-closed',
  '4002': 'app-not-found',
  '4003': 'launch-fails',
  '4004': 'afk-far-end',
  '4005': 'streamer-not-found',
  '4006': 'worker-crash',
  '4007': 'resume-refused',
  '4100': 'taken-over',
  statuses: 'seven-statuses',
  queue: 'queue-of-12',
  offer: 'offer-accepted',
}
/** The scenarios of every run over other protocols: a queue, a refusal, lost signalling, malformed messages. */
const quickOverOthers = ['queue-of-1', 'app-not-found', 'signalling-killed', 'malformed-messages']

const applications = interactiveScenarios.flatMap((scenario) => {
  const { name } = scenario
  return protocolsOf(scenario)
    .filter(
      (protocol) =>
        playsAll ||
        (protocol === 'standby' ? Object.values(quickApplications) : quickOverOthers).includes(name),
    )
    .map((protocol) => ({ name, protocol }))
})

it.each(Object.entries(quick))('every run plays row %s with a scenario of that row', (row, { name }) => {
  expect(streamScenarios.find((scenario) => scenario.name === name)?.row).toBe(row)
})

it('every run plays application scenarios that exist and cover every part of a session', () => {
  const playedOver = (own: boolean) =>
    applications.filter(({ protocol }) => (protocol === 'standby') === own).map(({ name }) => name)
  expect(playedOver(true)).toEqual(expect.arrayContaining(Object.values(quickApplications)))
  expect(playedOver(false)).toEqual(expect.arrayContaining(quickOverOthers))
  const rows = applications.map(({ name }) => interactiveScenarios.find((each) => each.name === name)?.row)
  expect(new Set(rows)).toEqual(new Set(Object.keys(applicationRows)))
})

let site: DemoSite
let browser: Browser

beforeAll(async () => {
  site = await startDemoSite()
  browser = await chromium.launch(launchOptions())
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

it('/scenarios.json lists every scenario', async () => {
  const listed: unknown = await (await fetch(`${site.url}/scenarios.json`)).json()
  expect(listed).toEqual(scenarioList())
})

it.each(Object.entries(pairs))(
  'row %s has a scenario of its own that is played as TS with two levels',
  (row, name) => {
    expect(streamScenarios.find((scenario) => scenario.name === name)?.row).toBe(row)
  },
)

it('an unknown scenario fails and says so', async () => {
  const { result, failed } = await play({ name: 'no-such-thing' })
  expect(result).toBe('failed')
  expect(failed).toEqual(['there is such a scenario: expected a name of /scenarios.json, saw no-such-thing'])
})

// Several at once: a scenario mostly waits. `maxConcurrency` of the project limits them.
describe.concurrent('in Chromium, with a real encoder', () => {
  it.each(playsAll ? variants : Object.values(quick))(
    '$name passes ($container, levels: $levels)',
    async (variant) => {
      const { result, failed } = await play(variant)
      // As one string: the runner would truncate an array.
      expect(failed.join('\n')).toBe('')
      expect(result).toBe('passed')
    },
    timeoutMs,
  )
})

describe.concurrent('in Chromium, with a real far end and real workers', () => {
  it.each(applications)(
    '$name passes over $protocol',
    async (variant) => {
      const { result, failed } = await play(variant)
      // As one string: the runner would truncate an array.
      expect(failed.join('\n')).toBe('')
      expect(result).toBe('passed')
    },
    timeoutMs,
  )
})

/** Plays a scenario in its own page. Returns the page's result and its failed checks. */
async function play({
  name,
  container,
  levels,
  protocol,
}: Variant): Promise<{ result: string; failed: string[] }> {
  // A small page: painting costs as much as decoding.
  const page = await browser.newPage({ viewport: { width: 480, height: 360 } })
  try {
    const query = new URLSearchParams({ scenario: name, stage: site.stage.url })
    if (container) query.set('container', container)
    if (levels) query.set('levels', `${levels}`)
    if (protocol) query.set('protocol', protocol)
    await page.goto(`${site.url}/?${query}`)
    const ended = page.locator('html[data-scenario-result="passed"], html[data-scenario-result="failed"]')
    await ended.waitFor({ state: 'attached', timeout: timeoutMs - 10_000 })
    const failed = await page.locator('[data-check="failed"]').evaluateAll((rows) =>
      rows.map((row) => {
        const [check, expected, observed] = [...row.children].map((cell) => cell.textContent)
        return `${check}: expected ${expected}, saw ${observed}`
      }),
    )
    return { result: (await page.locator('html').getAttribute('data-scenario-result')) ?? 'none', failed }
  } finally {
    // Leaving the page ends its encoder, or its workers.
    await page.goto('about:blank').catch(() => undefined)
    await page.context().close()
  }
}
