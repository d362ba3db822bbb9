import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { refuseAutoplay } from './refuse-autoplay.ts'

beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined)
})

afterEach(() => vi.restoreAllMocks())

it('rejects play() with the error of browsers until play is allowed', async () => {
  const allow = refuseAutoplay()
  const video = document.createElement('video')
  video.muted = true
  await expect(video.play()).rejects.toMatchObject({ name: 'NotAllowedError' })
  allow()
  await expect(video.play()).resolves.toBeUndefined()
})
