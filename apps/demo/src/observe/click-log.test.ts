import { markLayout } from '@standby/stage/worker-picture'
import { expect, it } from 'vitest'
import { ClickLog } from './click-log.ts'

const width = 160
const height = 90

/** A dark picture, with or without a white mark in the middle. */
function picture(marked: boolean) {
  const data = new Uint8ClampedArray(width * height * 4)
  const half = (markLayout.size * width) / 2
  if (marked)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (Math.abs(x - width / 2) < half && Math.abs(y - height / 2) < half)
          data.fill(255, (y * width + x) * 4, (y * width + x) * 4 + 4)
  return { data, width, height }
}

it('measures the time from a press to the picture with its mark', () => {
  const log = new ClickLog()
  log.press(0.5, 0.5, 1000)
  log.look(picture(false), 1020)
  log.look(picture(true), 1064)
  log.look(picture(true), 1100)
  expect(log.all).toEqual([{ at: 1064, tookMs: 64 }])
})

it('waits for one press at a time, and gives up a lost one', () => {
  const log = new ClickLog()
  log.press(0.5, 0.5, 1000)
  log.press(0.9, 0.9, 1010)
  log.look(picture(true), 1050)
  expect(log.all).toHaveLength(1)
  log.press(0.9, 0.9, 2000)
  log.press(0.5, 0.5, 6000)
  log.look(picture(true), 6040)
  expect(log.all.at(-1)).toEqual({ at: 6040, tookMs: 40 })
})

it('ignores a picture that was shown before the press', () => {
  const log = new ClickLog()
  log.press(0.5, 0.5, 1000)
  log.look(picture(true), 990)
  expect(log.all).toEqual([])
})
