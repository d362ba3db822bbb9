import { beforeAll, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { cleanups, media, next, observe, played, reports, view } from './media-observer.fixture.ts'
import { feed, movingPicture, plainPicture, record } from './media-source.fixture.ts'

function moving(): ReturnType<typeof movingPicture> {
  const picture = movingPicture()
  cleanups.push(picture.freeze)
  return picture
}

describe('a live picture in Chromium', () => {
  it('reports its first frame, then playing', async () => {
    const video = observe()
    const playing = next('playing')
    video.srcObject = moving().stream
    await playing
    expect(reports).toEqual(['first-frame', 'playing'])
    expect(media.get().hasPicture).toBe(true)
  })

  it('moves between views without a pause', async () => {
    const video = observe()
    const playing = next('playing')
    video.srcObject = moving().stream
    await playing
    const paused: string[] = []
    video.addEventListener('pause', () => paused.push('pause'))

    // The new view mounts before the old one unmounts: the browser moves the video.
    const second = view()
    media.attach({ container: second })
    await played(video, 0.3)
    expect(second.firstChild).toBe(video)

    // The old view unmounts first, in the same task, as in one commit of a route change.
    media.detach()
    second.remove()
    const third = view()
    media.attach({ container: third })
    await played(video, 0.3)
    expect(third.firstChild).toBe(video)
    expect(paused).toEqual([])
    expect(reports).toEqual(['first-frame', 'playing'])
  })

  it('keeps playing, muted, without a view', async () => {
    const video = observe()
    const playing = next('playing')
    video.srcObject = moving().stream
    await playing
    const pausedByBrowser = new Promise((resolve) => video.addEventListener('pause', resolve, { once: true }))
    media.detach()
    await pausedByBrowser
    await played(video, 0.3)
    expect(video).toMatchObject({ paused: false, muted: true, isConnected: false })
    media.attach({ container: view() })
    await played(video, 0.3)
    expect(video.paused).toBe(false)
    expect(reports).toEqual(['first-frame', 'playing'])
  })

  it('does not count a frame of the old source as the first frame of the next connection', async () => {
    const video = observe()
    let playing = next('playing')
    video.srcObject = moving().stream
    await playing

    media.expectFirstFrame()
    expect(media.get().hasPicture).toBe(false)
    await played(video, 0.3)
    expect(reports).toEqual(['first-frame', 'playing'])

    playing = next('playing')
    video.srcObject = moving().stream
    // The load paused it without an event.
    expect(video.paused).toBe(true)
    await playing
    expect(video.paused).toBe(false)
    expect(reports).toEqual(['first-frame', 'playing', 'first-frame', 'playing'])
  })

  it('is stalled when no frames come, though its time advances, and plays with the next frame', async () => {
    const picture = moving()
    const video = observe()
    const playing = next('playing')
    video.srcObject = picture.stream
    await playing
    const stalled = next('stalled')
    picture.freeze()
    await stalled
    const again = next('playing')
    picture.move()
    await again
    expect(reports).toEqual(['first-frame', 'playing', 'stalled', 'playing'])
  })

  it('stays paused by the viewer when the source reloads', async () => {
    const video = observe()
    const playing = next('playing')
    video.srcObject = moving().stream
    await playing
    media.pause()
    expect(reports.at(-1)).toBe('paused')
    const first = next('first-frame')
    video.srcObject = moving().stream
    await first
    expect(video.paused).toBe(true)
    expect(reports.slice(-2)).toEqual(['first-frame', 'paused'])
  })
})

describe('buffered media in Chromium', () => {
  let chunks: readonly ArrayBuffer[]
  beforeAll(async () => {
    chunks = await record(4)
  })

  it('is stalled at the end of its buffer, plays with more data, and ends once', async () => {
    const video = observe()
    const stalled = next('stalled')
    const source = await feed(video)
    await source.append(chunks[0] as ArrayBuffer)
    await source.append(chunks[1] as ArrayBuffer)
    await stalled
    expect(reports).toEqual(['first-frame', 'playing', 'stalled'])

    const playing = next('playing')
    await source.append(chunks[2] as ArrayBuffer)
    await source.append(chunks[3] as ArrayBuffer)
    await playing
    const ended = next('ended')
    source.end()
    await ended
    expect(reports).toEqual(['first-frame', 'playing', 'stalled', 'playing', 'ended'])
  })

  it('is not stalled at rate 0', async () => {
    const video = observe()
    const playing = next('playing')
    const source = await feed(video)
    for (const chunk of chunks) await source.append(chunk)
    await playing
    video.playbackRate = 0
    const before = video.currentTime
    // Two seconds are much longer than any stall takes to be noticed.
    await record(2)
    expect(video.currentTime - before).toBeLessThan(0.1)
    expect(reports).toEqual(['first-frame', 'playing'])
  })

  it('shows its first frame without autoplay', async () => {
    const video = observe({ autoplay: false })
    const first = next('first-frame')
    const source = await feed(video)
    for (const chunk of chunks) await source.append(chunk)
    await first
    expect(video.paused).toBe(true)
    expect(reports).toEqual(['first-frame', 'paused'])
  })
})

describe('the last frame in Chromium', () => {
  const isRed = (canvas: HTMLCanvasElement) => {
    const { width, height } = canvas
    const [r = 0, g = 255, b = 255] = canvas.getContext('2d')!.getImageData(width / 2, height / 2, 1, 1).data
    return r > 230 && Math.max(g, b) < 40
  }
  /** Whether the browser can copy a red picture from the video now. A busy one cannot yet at the first frame. */
  const showsRed = (video: HTMLVideoElement) => {
    const copy = document.createElement('canvas')
    copy.getContext('2d')!.drawImage(video, 0, 0)
    return isRed(copy)
  }

  it('is shown until the next first frame', async () => {
    const canvas = document.createElement('canvas')
    const video = observe({ muted: true })
    media.attach({ container: view(), canvas })
    const red = plainPicture('#f00')
    const blue = plainPicture('#00f')
    cleanups.push(red.stop, blue.stop)

    let first = next('first-frame')
    video.srcObject = red.stream
    await first
    await expect.poll(() => showsRed(video)).toBe(true)
    media.keepLastFrame()
    video.srcObject = null
    expect([canvas.width, canvas.height]).toEqual([320, 180])
    expect(isRed(canvas)).toBe(true)

    first = next('first-frame')
    video.srcObject = blue.stream
    expect(canvas.width).toBe(320)
    await first
    expect(canvas.width).toBe(0)
  })
})

describe('picture-in-picture in Chromium', () => {
  it('starts at a click and ends at a call', async () => {
    const video = observe({ muted: true })
    const playing = next('playing')
    video.srcObject = moving().stream
    await playing
    const button = document.createElement('button')
    button.textContent = 'Picture in picture'
    const entered = new Promise<void>((resolve, reject) =>
      button.addEventListener('click', () => void media.requestPictureInPicture().then(resolve, reject)),
    )
    document.body.append(button)
    await userEvent.click(button)
    await entered
    expect(media.get().pictureInPicture).toBe(true)
    await media.exitPictureInPicture()
    await expect.poll(() => media.get().pictureInPicture).toBe(false)
    expect(document.pictureInPictureElement).toBeNull()
  })
})

describe('destroy in Chromium', () => {
  it('removes, empties and silences the video', async () => {
    const video = observe({ muted: true })
    const playing = next('playing')
    video.srcObject = moving().stream
    await playing
    media.destroy()
    expect(document.querySelector('video')).toBeNull()
    expect(video).toMatchObject({ srcObject: null, readyState: 0, paused: true })
    expect(media.video).toBeNull()
  })
})
