import { manualEnvironment, sourceConformance } from '@standby/core/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeDetails, fakeHls } from '../engines/hls-js/fake-hls.fixture.ts'
import { connectionModule, hls } from '../hls.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

// jsdom does not implement them.
HTMLMediaElement.prototype.load = () => {}

// Closes are explained to developers on the console.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

const secret = 'eyJhbGciOi'
const src = `https://user:${secret}@example.com/live.m3u8?token=${secret}`

/** A stream that plays as soon as it is asked for. */
function live() {
  const { Hls, made } = fakeHls()
  return hls({
    src,
    hls: () => {
      queueMicrotask(() => setTimeout(() => made.at(-1)?.list(fakeDetails(6))))
      return Hls
    },
  })
}

describe.each([
  ['with a stream that plays', live],
  ['when hls.js cannot be loaded', () => hls({ src, hls: () => Promise.reject(new Error('blocked')) })],
  ['with an address from a function', () => hls({ src: () => Promise.resolve(src), hls: fakeHls().Hls })],
  ['without an address', () => hls({ src: '', hls: fakeHls().Hls })],
  ['without Media Source Extensions', () => hls({ src })],
])('the source contract, %s', (_, makeSource) => {
  for (const { name, run } of sourceConformance(makeSource, {
    environment: () => manualEnvironment(),
    secrets: [secret],
  }))
    it(name, () => expect(run()).resolves.toBeUndefined())
})
