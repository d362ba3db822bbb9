import { startStage, type Stage, type StageApplication } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reached } from './page-waits.ts'
import { playsAll } from './run-size.ts'
import { mountUntilTestEnds, startSessionViewers, type SessionViewers } from './session-viewers.ts'
import { untilTestEnds } from './until-test-ends.ts'

let viewers: SessionViewers
let stage: Stage
let application: StageApplication
let page: Page

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  application = stage.createApplication({ width: 320, height: 180, kbps: 600 })
  page = await viewers.blank()
  await viewers.goTo(page)
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

async function streamingIn(size: { width: number; height: number }): Promise<void> {
  // The only worker is free once the viewer of the earlier test is gone.
  await expect.poll(() => application.state().viewers).toEqual([])
  await mountUntilTestEnds(page, {
    gateway: application.gatewayUrl,
    app: application.id,
    media: 'whep',
    size,
  })
  await reached(page, 'streaming')
  // Input works once the data channel is open.
  await page.locator('[data-standby="stream-input"]').waitFor()
  await page.evaluate(() => window.sessionPage.strip())
}

/** Converts a place in the picture, in fractions, to a place on the page, px; accounts for black bars. */
async function onPage(x: number, y: number): Promise<[number, number]> {
  const box = (await page.locator('[data-standby="stream-input"]').boundingBox())!
  const width = Math.min(box.width, (box.height * 16) / 9)
  const height = Math.min(box.height, (box.width * 9) / 16)
  return [box.x + (box.width - width) / 2 + x * width, box.y + (box.height - height) / 2 + y * height]
}

/** Clicks at a place until a picture shows the mark there; a mark lasts for a second. */
const mark = (x: number, y: number) =>
  expect
    .poll(async () => {
      await page.mouse.click(...(await onPage(x, y)))
      return page.evaluate(([x, y]) => window.sessionPage.marked(x, y, 15), [x, y] as const)
    })
    .toBe(true)

const shapes: readonly (readonly [string, { width: number; height: number }])[] = [
  ['wider than the picture', { width: 780, height: 300 }],
  ['higher than the picture', { width: 400, height: 560 }],
  ['with the shape of the picture', { width: 640, height: 360 }],
]

describe('a click', () => {
  it.each(playsAll ? shapes : shapes.slice(0, 1))(
    'in a player %s leaves its mark at that place of the picture only',
    async (_, size) => {
      await streamingIn(size)
      for (const [x, y] of [
        [0.25, 0.35],
        [0.75, 0.7],
      ] as const) {
        await mark(x, y)
        expect(await page.evaluate(([x, y]) => window.sessionPage.marked(x, y, 1), [1 - x, y] as const)).toBe(
          false,
        )
      }
    },
  )
})

describe('arrow keys', () => {
  it('move the square only while the picture has the focus', async () => {
    await streamingIn({ width: 640, height: 360 })
    const square = () => page.evaluate(() => window.sessionPage.square())
    const inputsAt = () => page.evaluate(() => document.activeElement?.getAttribute('data-standby') ?? null)
    const before = await square()
    expect(await inputsAt()).not.toBe('stream-input')
    await page.keyboard.press('ArrowRight', { delay: 50 })

    // The click comes after the key: if the key had been sent, the square would have moved before the mark shows.
    await mark(0.5, 0.8)
    expect(await inputsAt()).toBe('stream-input')
    expect((await square()).x).toBeCloseTo(before.x, 2)

    // The square has room in at least one direction.
    const there = before.x > 0.5 ? 'ArrowLeft' : 'ArrowRight'
    const release = await untilTestEnds(
      () => page.keyboard.down(there),
      () => page.keyboard.up(there),
    )
    await expect.poll(async () => Math.abs((await square()).x - before.x)).toBeGreaterThan(0.1)
    await release()
    const still = async () => {
      const first = await square()
      await page.evaluate(() => window.sessionPage.paint(3))
      return Math.abs((await square()).x - first.x)
    }
    await expect.poll(still).toBeLessThan(0.005)
    const moved = await square()

    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    const back = there === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft'
    await untilTestEnds(
      () => page.keyboard.down(back),
      () => page.keyboard.up(back),
    )
    await page.evaluate(() => window.sessionPage.paint(10))
    expect((await square()).x).toBeCloseTo(moved.x, 2)
  })

  it('no longer move the square when the focus is lost while they are pressed', async () => {
    await streamingIn({ width: 640, height: 360 })
    await page.mouse.click(...(await onPage(0.5, 0.8)))
    const before = await page.evaluate(() => window.sessionPage.square())
    const there = before.y > 0.5 ? 'ArrowUp' : 'ArrowDown'
    await untilTestEnds(
      () => page.keyboard.down(there),
      () => page.keyboard.up(there),
    )
    await expect
      .poll(async () => Math.abs((await page.evaluate(() => window.sessionPage.square())).y - before.y))
      .toBeGreaterThan(0.05)
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    const travelled = () =>
      page.evaluate(async () => {
        const { y } = await window.sessionPage.square()
        await window.sessionPage.paint(3)
        return Math.abs((await window.sessionPage.square()).y - y)
      })
    await expect.poll(travelled).toBeLessThan(0.005)
  })
})
