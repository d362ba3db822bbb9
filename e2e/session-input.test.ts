import { startStage, type Stage, type StageApplication } from '@standby/stage'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSessionViewers, type SessionViewers } from './session-viewers.ts'

let viewers: SessionViewers
let stage: Stage
let application: StageApplication

beforeAll(async () => {
  ;[viewers, stage] = await Promise.all([startSessionViewers(), startStage()])
  application = stage.createApplication({
    width: 320,
    height: 180,
    kbps: 600,
    workerGraceMs: 300,
  })
})

afterAll(async () => {
  await viewers?.close()
  await stage?.close()
})

async function streamingIn(size: { width: number; height: number }): Promise<Page> {
  await viewers.closePages()
  // The worker is the next one's once the one before is gone.
  await expect.poll(() => application.state().viewers).toEqual([])
  const page = await viewers.open({
    gateway: application.gatewayUrl,
    app: application.id,
    media: 'whep',
    size,
  })
  await page.evaluate(() => window.sessionPage.reached('streaming'))
  // Input is taken once the data channel is open.
  await page.locator('[data-standby="stream-input"]').waitFor()
  await page.evaluate(() => window.sessionPage.strip())
  return page
}

/** Where a place of the picture lies on the page, the bars beside it taken into account. */
async function onPage(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = (await page.locator('[data-standby="stream-input"]').boundingBox())!
  const width = Math.min(box.width, (box.height * 16) / 9)
  const height = Math.min(box.height, (box.width * 9) / 16)
  return [box.x + (box.width - width) / 2 + x * width, box.y + (box.height - height) / 2 + y * height]
}

describe('a click in the player', () => {
  it.each([
    ['that has the shape of the picture', { width: 640, height: 360 }],
    ['that is wider than the picture', { width: 780, height: 300 }],
    ['that is higher than the picture', { width: 400, height: 560 }],
  ])('%s leaves its mark at that place of the picture, and nowhere else', async (_, size) => {
    const page = await streamingIn(size)
    // What captures input is loaded by then: the square has the focus after a click.
    await page.mouse.click(...(await onPage(page, 0.5, 0.5)))
    await expect.poll(() => page.evaluate(() => window.sessionPage.marked(0.5, 0.5, 15))).toBe(true)
    for (const [x, y] of [
      [0.25, 0.35],
      [0.75, 0.7],
    ] as const) {
      await page.mouse.click(...(await onPage(page, x, y)))
      // Two seconds of pictures.
      expect(await page.evaluate(([x, y]) => window.sessionPage.marked(x, y, 60), [x, y] as const)).toBe(true)
      expect(await page.evaluate(([x, y]) => window.sessionPage.marked(x, y, 1), [1 - x, y] as const)).toBe(
        false,
      )
    }
  })
})

describe('arrow keys', () => {
  it('move the square while the picture has the focus, and not before or after', async () => {
    const page = await streamingIn({ width: 640, height: 360 })
    const square = () => page.evaluate(() => window.sessionPage.square())
    const inputsAt = () => page.evaluate(() => document.activeElement?.getAttribute('data-standby') ?? null)
    const before = await square()
    expect(await inputsAt()).not.toBe('stream-input')
    await page.keyboard.press('ArrowRight', { delay: 50 })

    await page.mouse.click(...(await onPage(page, 0.5, 0.8)))
    await expect.poll(inputsAt).toBe('stream-input')
    // The click came after the key: had the key been sent, the square would have moved with the mark's picture.
    await expect.poll(() => page.evaluate(() => window.sessionPage.marked(0.5, 0.8, 15))).toBe(true)
    expect((await square()).x).toBeCloseTo(before.x, 2)

    await page.keyboard.down('ArrowLeft')
    await expect.poll(async () => (await square()).x).toBeLessThan(before.x - 0.1)
    await page.keyboard.up('ArrowLeft')
    const still = async () => {
      const first = await square()
      await page.evaluate(() => window.sessionPage.paint(3))
      return Math.abs((await square()).x - first.x)
    }
    await expect.poll(still).toBeLessThan(0.005)
    const moved = await square()

    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.down('ArrowRight')
    await page.evaluate(() => window.sessionPage.paint(10))
    await page.keyboard.up('ArrowRight')
    expect((await square()).x).toBeCloseTo(moved.x, 2)
  })

  it('that are held down stop the square when the focus goes', async () => {
    const page = await streamingIn({ width: 640, height: 360 })
    await page.mouse.click(...(await onPage(page, 0.5, 0.8)))
    const before = await page.evaluate(() => window.sessionPage.square())
    await page.keyboard.down('ArrowDown')
    await expect
      .poll(async () => (await page.evaluate(() => window.sessionPage.square())).y)
      .toBeGreaterThan(before.y + 0.05)
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
