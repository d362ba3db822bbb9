import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { media, next, observe, played, reports } from './media-observer.fixture.ts'
import { silence } from './media-source.fixture.ts'

describe('autoplay in Chromium, before any gesture', () => {
  it('continues muted when sound is refused, and needs a gesture to unmute', async () => {
    expect(top?.navigator.userActivation.hasBeenActive).toBe(false)
    const video = observe()
    let playing = next('playing')
    video.src = silence(30)
    await playing
    expect(media.get()).toMatchObject({ muted: true, mutedBy: 'policy' })
    expect(reports).toEqual(['first-frame', 'playing'])

    media.setMuted(false)
    await played(video, 0.5)
    expect(media.get()).toMatchObject({ muted: true, mutedBy: 'policy' })
    expect(video.paused).toBe(false)
    expect(reports).not.toContain('paused')

    const button = document.createElement('button')
    button.textContent = 'Sound'
    button.addEventListener('click', () => media.setMuted(false))
    document.body.append(button)
    await userEvent.click(button)
    await played(video, 0.5)
    expect(media.get()).toMatchObject({ muted: false, mutedBy: null })
    expect(video).toMatchObject({ muted: false, paused: false })
  })
})
