import { expect, it } from 'vitest'
import { pixelStreamOptions, pixelStreamQuery, readPixelStreamWish } from './pixel-stream-wish.ts'

const usual = { vendor: 'epic', streamers: 1, runtime: 0 }
const read = (query: string) => readPixelStreamWish(new URLSearchParams(query))

it('has a default for every field, and leaves defaults out of the link', () => {
  expect(read('')).toEqual(usual)
  expect(pixelStreamQuery(read('')).toString()).toBe('show=pixel-stream')
})

it('reads a link and writes the same link', () => {
  const link = 'show=pixel-stream&vendor=arcware&streamers=3&runtime=300'
  expect(read(link)).toEqual({ vendor: 'arcware', streamers: 3, runtime: 300 })
  expect(pixelStreamQuery(read(link)).toString()).toBe(link)
})

it.each(['vendor=__proto__', 'streamers=5', 'streamers=0', 'runtime=-1', 'runtime=1.5', 'runtime=soon'])(
  'takes the default for %s',
  (query) => {
    expect(read(query)).toEqual(usual)
  },
)

it('asks the stage for one player per streamer, and in milliseconds', () => {
  expect(pixelStreamOptions(read('runtime=60'))).toMatchObject({
    playersPerStreamer: 1,
    maxRuntimeMs: 60_000,
  })
})
