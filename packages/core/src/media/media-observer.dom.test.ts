import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeMedia, type FakeMedia } from './media-element.fixture.ts'
import { observeMedia, type MediaObserver, type MediaReport } from './media-observer.ts'
import { manualEnvironment, type ManualEnvironment } from '../testing/manual-environment.ts'

let environment: ManualEnvironment
let reports: MediaReport['type'][]
let media: MediaObserver
let container: HTMLElement

beforeEach(() => {
  environment = manualEnvironment()
  document.body.replaceChildren()
  container = document.body.appendChild(document.createElement('div'))
})

function observe(initial: { muted?: boolean; volume?: number; autoplay?: boolean } = {}) {
  reports = []
  media = observeMedia({
    environment,
    report: ({ type }) => reports.push(type),
    initial: { muted: false, volume: 1, ...initial },
  })
  return media
}

/** Observes a video in a view. */
function attached(
  initial: { muted?: boolean; volume?: number; autoplay?: boolean } = {},
  options?: { frameCallbacks?: boolean },
): FakeMedia {
  observe(initial).attach({ container })
  return fakeMedia(videoOf(media), options)
}

function videoOf({ video }: MediaObserver): HTMLVideoElement {
  if (!video) throw new Error('no video was made')
  return video
}

/** Lets the promise of play() settle, and a second one after a refusal. */
async function playAnswers() {
  for (let i = 0; i < 6; i++) await Promise.resolve()
}

/** Loads and plays, as a healthy stream does. */
async function playing(initial: { muted?: boolean; volume?: number } = {}) {
  const fake = attached(initial)
  fake.load()
  await playAnswers()
  fake.paint()
  run(fake, 0.6)
  expect(reports).toEqual(['first-frame', 'playing'])
  reports.length = 0
  return fake
}

/** Plays for `seconds` more. */
function run(fake: FakeMedia, seconds: number) {
  for (let i = 0; i < Math.round(seconds / 0.12); i++) {
    fake.currentTime += 0.12
    fake.frames += 3
    environment.advance(120)
  }
}

describe('the video', () => {
  it('is created once, at the first attach, and never on a server', () => {
    observe()
    expect(media.video).toBeNull()
    media.attach({ container })
    const video = videoOf(media)
    media.detach()
    media.attach({ container })
    expect(media.video).toBe(video)
    expect(document.querySelectorAll('video')).toHaveLength(1)

    environment = manualEnvironment({ document: null })
    observe().attach({ container })
    expect(media.video).toBeNull()
  })

  it('plays inline, without native controls, and carries its name of the DOM contract', () => {
    observe().attach({ container })
    const video = videoOf(media)
    expect(video.getAttribute('playsinline')).toBe('')
    expect(video.controls).toBe(false)
    expect(video.dataset['standby']).toBe('stream-view-video')
  })

  it('is the first child of its view, before existing children', () => {
    container.append(document.createElement('button'))
    observe().attach({ container })
    expect(container.firstChild).toBe(media.video)
  })

  it('moves to the newest view', () => {
    const other = document.body.appendChild(document.createElement('div'))
    observe().attach({ container })
    media.attach({ container: other })
    expect(other.firstChild).toBe(media.video)
    expect(container.childNodes).toHaveLength(0)
  })

  it('moves with moveBefore where the browser has it', () => {
    const other = document.body.appendChild(document.createElement('div'))
    const moved: Node[] = []
    Object.assign(other, {
      moveBefore(node: Node, child: Node | null) {
        if (!node.isConnected) throw new DOMException('not in the page', 'HierarchyRequestError')
        moved.push(node)
        other.insertBefore(node, child)
      },
    })
    observe().attach({ container: other })
    expect(moved).toEqual([])
    expect(other.firstChild).toBe(media.video)
    media.attach({ container })
    media.attach({ container: other })
    expect(moved).toEqual([media.video])
    expect(other.firstChild).toBe(media.video)
    media.attach({ container: other })
    expect(moved).toHaveLength(1)
  })

  it('leaves the page with its view', () => {
    observe().attach({ container })
    media.detach()
    expect(media.video?.isConnected).toBe(false)
    expect(container.childNodes).toHaveLength(0)
  })

  it('does not throw in a page without media support', () => {
    observe().attach({ container })
    const video = videoOf(media)
    for (const type of ['emptied', 'loadstart', 'waiting', 'timeupdate', 'seeking', 'seeked', 'ended'])
      expect(() => video.dispatchEvent(new Event(type))).not.toThrow()
    expect(() => {
      media.keepLastFrame()
      media.expectFirstFrame()
      media.seek(5)
      media.setMuted(true)
      media.setVolume(0.5)
      media.destroy()
    }).not.toThrow()
  })
})

describe('the first frame', () => {
  it('is the first one painted after the media loaded', async () => {
    const fake = attached()
    fake.load()
    await playAnswers()
    expect(reports).toEqual([])
    expect(media.get().hasPicture).toBe(false)
    fake.paint()
    expect(reports).toEqual(['first-frame'])
    expect(media.get().hasPicture).toBe(true)
  })

  it('is reported once, however many frames are painted', async () => {
    const fake = await playing()
    fake.paint()
    run(fake, 1)
    expect(reports).toEqual([])
  })

  it('is reported again for a new connection, not for a frame of the old one', async () => {
    const fake = await playing()
    media.expectFirstFrame()
    expect(media.get().hasPicture).toBe(false)
    run(fake, 1)
    fake.paint()
    expect(reports).toEqual([])
    fake.load()
    await playAnswers()
    fake.paint()
    expect(reports).toEqual(['first-frame'])
  })

  it('is not a frame that was requested before a reload and painted after it', async () => {
    const fake = attached()
    fake.load()
    fake.empty()
    fake.paint()
    expect(reports).toEqual([])
    fake.load()
    fake.paint()
    await playAnswers()
    expect(reports).toEqual(['first-frame'])
  })

  it('is reported again for a reload inside a connection', async () => {
    const fake = await playing()
    fake.load()
    expect(media.get().hasPicture).toBe(false)
    await playAnswers()
    fake.paint()
    run(fake, 0.3)
    expect(reports).toEqual(['first-frame', 'playing'])
  })

  it('is derived from media time when no frames are painted: in a hidden tab, or for sound alone', async () => {
    const fake = attached()
    fake.load()
    await playAnswers()
    fake.move(0.4)
    expect(reports).toEqual([])
    fake.move(0.2)
    expect(reports).toEqual(['first-frame', 'playing'])
  })

  it('is not derived from a seek to the live edge', async () => {
    const fake = attached()
    fake.load()
    await playAnswers()
    fake.seeking = true
    fake.currentTime = 60
    fake.fire('seeking')
    fake.fire('timeupdate')
    fake.seeking = false
    fake.fire('seeked')
    fake.fire('timeupdate')
    expect(reports).toEqual([])
    fake.move(0.6)
    expect(reports).toEqual(['first-frame', 'playing'])
  })

  it('is reported with the loaded data of a paused video without frame callbacks', async () => {
    const fake = attached({ autoplay: false }, { frameCallbacks: false })
    fake.load()
    expect(reports).toEqual(['first-frame', 'paused'])
  })

  it('is derived from media time when a playing video has no frame callbacks', async () => {
    const fake = attached({}, { frameCallbacks: false })
    fake.load()
    await playAnswers()
    expect(reports).toEqual([])
    fake.move(0.6)
    expect(reports).toEqual(['first-frame', 'playing'])
  })
})

describe('playback', () => {
  it('is playing once the playhead moves, not at the playing event', async () => {
    const fake = attached()
    fake.load()
    await playAnswers()
    fake.paint()
    fake.fire('playing')
    expect(reports).toEqual(['first-frame'])
    fake.move(0.1)
    expect(reports).toEqual(['first-frame', 'playing'])
  })

  it('reports nothing while it simply plays', async () => {
    const fake = await playing()
    run(fake, 60)
    expect(reports).toEqual([])
  })

  it('is stalled at once when it waits for data', async () => {
    const fake = await playing()
    fake.fire('waiting')
    expect(reports).toEqual(['stalled'])
  })

  it('is not stalled at once by the wait after a start, a pause or a seek', async () => {
    const fake = attached()
    fake.load()
    await playAnswers()
    fake.paint()
    fake.fire('waiting')
    expect(reports).toEqual(['first-frame'])
    fake.move(0.1)
    media.pause()
    media.play()
    fake.fire('waiting')
    expect(reports).toEqual(['first-frame', 'playing', 'paused'])
    environment.advance(360)
    expect(reports.at(-1)).toBe('stalled')
  })

  it('is stalled after the playhead did not move for more than 350 ms', async () => {
    const fake = await playing()
    environment.advance(240)
    expect(reports).toEqual([])
    environment.advance(120)
    expect(reports).toEqual(['stalled'])
    environment.advance(10_000)
    expect(reports).toEqual(['stalled'])
    run(fake, 0.12)
    expect(reports).toEqual(['stalled', 'playing'])
  })

  it('is playing again after real movement, not after the few ms that a dry element advances', async () => {
    const fake = await playing()
    fake.fire('waiting')
    fake.move(0.004)
    fake.fire('playing')
    environment.advance(1000)
    expect(reports).toEqual(['stalled'])
    fake.move(0.1)
    expect(reports).toEqual(['stalled', 'playing'])
  })

  it('is not stalled after a clock jump', async () => {
    const fake = await playing()
    environment.sleep(3_600_000)
    environment.advance(0)
    run(fake, 1)
    expect(reports).toEqual([])
  })

  it('is not stalled during a seek, unless the seek takes more than a second', async () => {
    const fake = await playing()
    fake.seeking = true
    fake.currentTime = 50
    fake.fire('seeking')
    fake.fire('waiting')
    environment.advance(960)
    expect(reports).toEqual([])
    environment.advance(600)
    expect(reports).toEqual(['stalled'])
  })

  it('is still stalled after the position jumps in a seek', async () => {
    const fake = await playing()
    environment.advance(1000)
    expect(reports).toEqual(['stalled'])
    fake.currentTime = 50
    fake.fire('seeking')
    fake.fire('seeked')
    fake.fire('timeupdate')
    environment.advance(500)
    expect(reports).toEqual(['stalled'])
  })

  it('keeps its state while a source sets rate 0', async () => {
    const fake = await playing()
    videoOf(media).playbackRate = 0
    environment.advance(5000)
    expect(reports).toEqual([])

    videoOf(media).playbackRate = 1
    environment.advance(1000)
    videoOf(media).playbackRate = 0
    fake.fire('playing')
    environment.advance(5000)
    expect(reports).toEqual(['stalled'])
    videoOf(media).playbackRate = 0.9
    run(fake, 0.12)
    expect(reports).toEqual(['stalled', 'playing'])
  })

  it('is stalled when a reload inside a connection brings nothing', async () => {
    const fake = await playing()
    fake.empty()
    environment.advance(1000)
    expect(reports).toEqual(['stalled'])
  })

  it('has no timer while it is empty or paused', async () => {
    const fake = await playing()
    expect(environment.timers).toBe(1)
    fake.empty()
    environment.advance(1000)
    expect(environment.timers).toBe(0)

    fake.load()
    await playAnswers()
    fake.paint()
    expect(environment.timers).toBe(1)
    media.pause()
    environment.advance(1000)
    expect(environment.timers).toBe(0)
  })

  it('is loading, not stalled, before the first frame of a connection', async () => {
    const fake = attached()
    fake.load()
    await playAnswers()
    fake.fire('waiting')
    environment.advance(5000)
    expect(reports).toEqual([])
  })

  describe('of a live stream, whose time advances without frames', () => {
    let fake: FakeMedia
    beforeEach(async () => {
      fake = attached()
      videoOf(media).srcObject = {} as MediaStream
      fake.load()
      await playAnswers()
      fake.paint()
      run(fake, 0.6)
      reports.length = 0
    })
    const still = (ms: number) => {
      for (let passed = 0; passed < ms; passed += 120) {
        fake.move(0.12)
        environment.advance(120)
      }
    }

    it('is stalled after 1.5 s without a frame, and not before', () => {
      still(1200)
      expect(reports).toEqual([])
      still(480)
      expect(reports).toEqual(['stalled'])
      fake.frames++
      still(120)
      expect(reports).toEqual(['stalled', 'playing'])
    })

    it('is stalled sooner once the source knows that nothing arrives, until the next frame', () => {
      still(600)
      media.starve()
      expect(reports).toEqual([])
      still(120)
      expect(reports).toEqual(['stalled'])
      fake.frames++
      still(1200)
      expect(reports).toEqual(['stalled', 'playing'])
    })

    it('is playing while frames come, even if the source says that nothing arrives', () => {
      media.starve()
      run(fake, 1.2)
      still(1200)
      expect(reports).toEqual([])
    })
  })

  it('is not stalled in a hidden tab, where no live frames are painted', async () => {
    const fake = attached()
    videoOf(media).srcObject = {} as MediaStream
    fake.load()
    await playAnswers()
    fake.paint()
    run(fake, 0.6)
    environment.setVisible(false)
    reports.length = 0
    environment.advance(60_000)
    expect(reports).toEqual([])
  })

  it('reports its end once, and no pause', async () => {
    const fake = await playing()
    fake.ended = true
    fake.browserPauses()
    fake.fire('ended')
    fake.fire('ended')
    fake.move(0.03)
    environment.advance(2000)
    expect(reports).toEqual(['ended'])
  })
})

describe('pausing', () => {
  it('is reported when the viewer pauses, and playing follows when it moves again', async () => {
    const fake = await playing()
    media.pause()
    expect(videoOf(media).paused).toBe(true)
    environment.advance(5000)
    expect(reports).toEqual(['paused'])
    media.play()
    await playAnswers()
    run(fake, 0.12)
    expect(reports).toEqual(['paused', 'playing'])
  })

  it('is reported when a media key or the picture-in-picture window pauses', async () => {
    const fake = await playing()
    fake.browserPauses()
    expect(reports).toEqual(['paused'])
  })

  it('is not reported for a reload by the source, which plays again by itself', async () => {
    const fake = await playing()
    fake.empty()
    expect(videoOf(media).paused).toBe(true)
    fake.load()
    await playAnswers()
    expect(videoOf(media).paused).toBe(false)
    fake.paint()
    expect(reports).toEqual(['first-frame'])
  })

  it('is not reported for an element with an error, which plays again after a reload', async () => {
    const fake = await playing()
    Object.defineProperty(videoOf(media), 'error', { configurable: true, value: { code: 3 } })
    fake.browserPauses()
    expect(reports).toEqual([])
    Object.defineProperty(videoOf(media), 'error', { configurable: true, value: null })
    fake.empty()
    fake.load()
    await playAnswers()
    expect(videoOf(media).paused).toBe(false)
  })

  it('survives a reload', async () => {
    const fake = await playing()
    media.pause()
    fake.load()
    await playAnswers()
    fake.paint()
    expect(videoOf(media).paused).toBe(true)
    expect(reports).toEqual(['paused', 'first-frame', 'paused'])
  })

  it('before the first frame is reported right after it', async () => {
    const fake = attached()
    media.pause()
    fake.load()
    await playAnswers()
    expect(reports).toEqual([])
    fake.paint()
    expect(reports).toEqual(['first-frame', 'paused'])
    expect(fake.plays).toBe(0)
  })

  it('is reported at the start of a stream without autoplay', async () => {
    const fake = attached({ autoplay: false })
    fake.load()
    await playAnswers()
    fake.paint()
    expect(reports).toEqual(['first-frame', 'paused'])
    media.play()
    await playAnswers()
    fake.move(0.1)
    expect(reports).toEqual(['first-frame', 'paused', 'playing'])
  })

  it("ends when the browser's own controls play", async () => {
    const fake = await playing()
    fake.browserPauses()
    await videoOf(media).play()
    fake.move(0.1)
    expect(reports).toEqual(['paused', 'playing'])
  })
})

describe('autoplay', () => {
  it('keeps the sound when the browser allows it', async () => {
    const fake = attached()
    fake.load()
    await playAnswers()
    expect(media.get()).toMatchObject({ muted: false, mutedBy: null })
    expect(videoOf(media).muted).toBe(false)
  })

  it('plays muted when the browser refuses sound, and says who muted', async () => {
    const fake = attached()
    fake.policy = 'muted-only'
    fake.load()
    await playAnswers()
    expect(media.get()).toMatchObject({ muted: true, mutedBy: 'policy' })
    expect(videoOf(media)).toMatchObject({ muted: true, paused: false })
    expect(reports).not.toContain('blocked')
  })

  it('is blocked when the browser refuses muted playback too, and plays with sound after a press on Play', async () => {
    const fake = attached()
    fake.policy = 'refuse'
    fake.load()
    await playAnswers()
    expect(reports).toEqual(['blocked'])
    expect(media.get()).toMatchObject({ muted: false, mutedBy: null })
    fake.paint()
    expect(reports).toEqual(['blocked', 'first-frame', 'blocked'])
    environment.advance(5000)
    expect(reports).not.toContain('stalled')

    fake.policy = 'allow'
    media.play()
    await playAnswers()
    fake.move(0.1)
    expect(reports.at(-1)).toBe('playing')
    expect(videoOf(media)).toMatchObject({ muted: false, paused: false })
  })

  it("keeps the viewer's mute when it is blocked", async () => {
    const fake = attached({ muted: true })
    fake.policy = 'refuse'
    fake.load()
    await playAnswers()
    expect(reports).toEqual(['blocked'])
    expect(media.get()).toMatchObject({ muted: true, mutedBy: 'viewer' })
  })

  it('forgets the policy when the viewer unmutes', async () => {
    const fake = attached()
    fake.policy = 'muted-only'
    fake.load()
    await playAnswers()
    fake.policy = 'allow'
    media.setMuted(false)
    expect(media.get()).toMatchObject({ muted: false, mutedBy: null })
    expect(videoOf(media).muted).toBe(false)
  })

  it('mutes again when unmuting without a gesture paused the video', async () => {
    const fake = await playing({ muted: true })
    fake.policy = 'muted-only'
    const video = videoOf(media)
    const setMuted = vi.fn<(muted: boolean) => void>()
    let muted = true
    Object.defineProperty(video, 'muted', {
      get: () => muted,
      set(value: boolean) {
        setMuted(value)
        if (muted && !value) fake.browserPauses({ silently: true })
        muted = value
      },
    })
    media.setMuted(false)
    await playAnswers()
    // Chromium pauses inside the setter, and fires the event in a later task.
    fake.fire('pause')
    expect(setMuted.mock.calls.map(([value]) => value)).toEqual([false, true])
    expect(media.get()).toMatchObject({ muted: true, mutedBy: 'policy' })
    expect(video.paused).toBe(false)
  })

  it('ignores an attempt that a load interrupts, and plays after that load', async () => {
    const fake = attached()
    fake.onPlay = () => {
      fake.onPlay = null
      throw new DOMException('interrupted by a new load request', 'AbortError')
    }
    fake.load()
    await playAnswers()
    expect(reports).toEqual([])
    expect(media.get().mutedBy).toBeNull()
    fake.load()
    await playAnswers()
    expect(videoOf(media).paused).toBe(false)
  })

  it('is not blocked when two parallel attempts are refused', async () => {
    const fake = attached()
    fake.policy = 'muted-only'
    fake.load()
    fake.fire('loadedmetadata')
    await playAnswers()
    await playAnswers()
    expect(reports).toEqual([])
    expect(media.get().mutedBy).toBe('policy')
    expect(videoOf(media).paused).toBe(false)
  })

  it('is not blocked when the viewer paused meanwhile', async () => {
    const fake = attached()
    fake.policy = 'refuse'
    fake.load()
    media.pause()
    await playAnswers()
    expect(reports).toEqual([])
    expect(media.get().mutedBy).toBeNull()
  })

  it('accepts a play() that returns nothing, as in old browsers and test pages', async () => {
    const fake = attached()
    Object.defineProperty(videoOf(media), 'play', { value: () => undefined })
    fake.load()
    await playAnswers()
    fake.paint()
    expect(reports).toEqual(['first-frame'])
  })
})

describe('sound', () => {
  it('starts with the mute and volume of the options', () => {
    attached({ muted: true, volume: 0.25 })
    expect(media.get()).toMatchObject({ muted: true, mutedBy: 'viewer', volume: 0.25 })
    expect(videoOf(media)).toMatchObject({ muted: true, volume: 0.25 })
  })

  it.each([
    [-1, 0],
    [7, 1],
    [Number.POSITIVE_INFINITY, 1],
    [0.5, 0.5],
    [Number.NaN, 0.8],
  ])('sets a volume of %d to %d', (wanted, volume) => {
    attached({ volume: 0.8 })
    media.setVolume(wanted)
    expect(media.get().volume).toBe(volume)
    expect(videoOf(media).volume).toBe(volume)
  })

  it('starts at full volume when the option is not a number', () => {
    expect(observe({ volume: Number.NaN }).get().volume).toBe(1)
  })

  it('is unmuted by a volume above 0, and not muted by 0', () => {
    attached({ muted: true })
    media.setVolume(0)
    expect(media.get()).toMatchObject({ muted: true, volume: 0 })
    media.setVolume(0.3)
    expect(media.get()).toMatchObject({ muted: false, mutedBy: null, volume: 0.3 })
  })

  it('can be set before there is a video', () => {
    observe()
    media.setMuted(true)
    media.setVolume(0)
    media.attach({ container })
    expect(videoOf(media)).toMatchObject({ muted: true, volume: 0 })
  })

  it('is off while there is no view, and on again with the next view', () => {
    attached()
    media.detach()
    expect(videoOf(media).muted).toBe(true)
    expect(media.get()).toMatchObject({ muted: false, mutedBy: null })
    media.setMuted(true)
    media.setMuted(false)
    expect(videoOf(media).muted).toBe(true)
    media.attach({ container })
    expect(videoOf(media).muted).toBe(false)
  })

  it('stays on in a picture-in-picture window after its view is gone', () => {
    const fake = attached()
    fake.fire('enterpictureinpicture')
    media.detach()
    expect(videoOf(media).muted).toBe(false)
    fake.fire('leavepictureinpicture')
    expect(videoOf(media).muted).toBe(true)
  })

  it('follows changes by the browser, and counts them as made by the viewer', () => {
    attached()
    const video = videoOf(media)
    video.muted = true
    video.volume = 0.4
    video.dispatchEvent(new Event('volumechange'))
    expect(media.get()).toMatchObject({ muted: true, mutedBy: 'viewer', volume: 0.4 })
    video.muted = false
    video.dispatchEvent(new Event('volumechange'))
    expect(media.get()).toMatchObject({ muted: false, mutedBy: null })
  })

  it('does not count the mute without a view as made by the viewer', () => {
    const fake = attached()
    media.detach()
    fake.fire('volumechange')
    expect(media.get()).toMatchObject({ muted: false, mutedBy: null })
  })

  it('shows the volume that the device sets', () => {
    attached()
    Object.defineProperty(videoOf(media), 'volume', { get: () => 1, set: () => {} })
    media.setVolume(0.2)
    expect(media.get().volume).toBe(1)
  })
})

describe('without a view, the video', () => {
  it('keeps playing, though the browser pauses elements that leave the page', async () => {
    const fake = await playing()
    media.detach()
    fake.browserPauses()
    await playAnswers()
    expect(videoOf(media).paused).toBe(false)
    run(fake, 1)
    expect(reports).toEqual([])
  })

  it('stays paused when the viewer paused it', async () => {
    const fake = await playing()
    media.pause()
    media.detach()
    const { plays } = fake
    media.attach({ container })
    await playAnswers()
    expect(fake.plays).toBe(plays)
    expect(reports).toEqual(['paused'])
  })

  it('plays again at the next attach when the browser had paused it', async () => {
    const fake = await playing()
    media.detach()
    fake.policy = 'refuse'
    Object.defineProperty(videoOf(media), 'paused', { configurable: true, get: () => true })
    const { plays } = fake
    media.attach({ container })
    expect(fake.plays).toBe(plays + 1)
  })

  it('stays paused when the viewer pauses it in a picture-in-picture window', async () => {
    const fake = await playing()
    fake.fire('enterpictureinpicture')
    media.detach()
    fake.browserPauses()
    expect(reports).toEqual(['paused'])
    expect(videoOf(media).paused).toBe(true)
  })
})

describe('seeking', () => {
  it.each([
    [15, 15],
    [-5, 10],
    [500, 40],
    [Number.NEGATIVE_INFINITY, 10],
    [Number.POSITIVE_INFINITY, 40],
  ])('to %d goes to %d in the seekable range', (wanted, time) => {
    const fake = attached()
    fake.seekable = [
      [10, 20],
      [30, 40],
    ]
    media.seek(wanted)
    expect(fake.currentTime).toBe(time)
  })

  it('does nothing without a seekable range, or for NaN', () => {
    const fake = attached()
    fake.currentTime = 3
    media.seek(5)
    fake.seekable = [[0, 10]]
    media.seek(Number.NaN)
    expect(fake.currentTime).toBe(3)
  })
})

describe('picture-in-picture', () => {
  const enabled = (value: boolean) =>
    Object.defineProperty(document, 'pictureInPictureEnabled', { value, configurable: true })

  it('is refused with a reason where it is not available', async () => {
    enabled(false)
    attached()
    await expect(media.requestPictureInPicture()).rejects.toThrow(/^Standby: Picture-in-picture/)
    expect(media.get().pictureInPicture).toBe(false)
    await expect(observe().requestPictureInPicture()).rejects.toThrow(/^Standby:/)
    await expect(media.exitPictureInPicture()).resolves.toBeUndefined()
  })

  it('is in the state while the browser shows it', async () => {
    enabled(true)
    const fake = attached()
    Object.assign(videoOf(media), {
      requestPictureInPicture: async () => fake.fire('enterpictureinpicture'),
    })
    await media.requestPictureInPicture()
    expect(media.get().pictureInPicture).toBe(true)

    const exit = vi.fn<() => Promise<void>>(async () => fake.fire('leavepictureinpicture'))
    Object.assign(document, { exitPictureInPicture: exit })
    Object.defineProperty(document, 'pictureInPictureElement', {
      value: media.video,
      configurable: true,
    })
    await media.exitPictureInPicture()
    expect(exit).toHaveBeenCalledOnce()
    expect(media.get().pictureInPicture).toBe(false)
  })

  it('of another video is not ended', async () => {
    attached()
    const exit = vi.fn<() => Promise<void>>(async () => {})
    Object.assign(document, { exitPictureInPicture: exit })
    Object.defineProperty(document, 'pictureInPictureElement', {
      value: document.createElement('video'),
      configurable: true,
    })
    await media.exitPictureInPicture()
    expect(exit).not.toHaveBeenCalled()
  })
})

describe('the media state', () => {
  it('keeps its identity until something changes', async () => {
    const fake = await playing()
    const before = media.get()
    const listener = vi.fn<() => void>()
    const stop = media.subscribe(listener)
    run(fake, 5)
    media.setMuted(false)
    expect(media.get()).toBe(before)
    expect(listener).not.toHaveBeenCalled()
    media.setMuted(true)
    expect(listener).toHaveBeenCalledOnce()
    stop()
    media.setMuted(false)
    expect(listener).toHaveBeenCalledOnce()
  })
})

describe('destroy', () => {
  it('leaves no element, no media, no timer and no listener', async () => {
    const fake = await playing()
    const video = videoOf(media)
    video.setAttribute('src', 'blob:x')
    media.destroy()
    expect(media.video).toBeNull()
    expect(video.isConnected).toBe(false)
    expect(video.hasAttribute('src')).toBe(false)
    expect(fake.loads).toBe(1)
    expect(environment.timers).toBe(0)
    reports.length = 0
    fake.load()
    fake.paint()
    fake.move(1)
    fake.fire('ended')
    await playAnswers()
    environment.advance(5000)
    expect(reports).toEqual([])
  })

  it('makes every later call do nothing', async () => {
    await playing()
    media.destroy()
    media.destroy()
    media.attach({ container })
    expect(media.video).toBeNull()
    expect(() => {
      media.play()
      media.pause()
      media.seek(1)
      media.setMuted(true)
      media.setVolume(1)
      media.keepLastFrame()
      media.detach()
      media.expectFirstFrame()
    }).not.toThrow()
    expect(environment.timers).toBe(0)
    expect(container.childNodes).toHaveLength(0)
  })

  it('ignores a refusal of play() that comes later', async () => {
    const fake = attached()
    fake.policy = 'refuse'
    fake.load()
    media.destroy()
    await playAnswers()
    expect(reports).toEqual([])
    expect(media.get().mutedBy).toBeNull()
  })

  it('unloads nothing when nothing was loaded', () => {
    const fake = attached()
    media.destroy()
    expect(fake.loads).toBe(0)
  })
})
