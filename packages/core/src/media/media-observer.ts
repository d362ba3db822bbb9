import type { Environment, Timer } from '../environment/environment.ts'
import { createLastFrame } from './last-frame.ts'
import type { MediaState, SessionMedia, ViewSurface } from '../session/session.ts'
import { createStore } from '../session/store.ts'

// Bundlers replace it as text, and drop the explanation from what is deployed.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const whyAndHow = ' The browser or the page does not allow it. Check document.pictureInPictureEnabled.'

export interface MediaReport {
  /**
   * `first-frame` comes once per connection and once per reload inside one. `paused` is the viewer's own
   * pause. `blocked`: the browser refuses to play, even without sound.
   */
  readonly type: 'first-frame' | 'playing' | 'paused' | 'stalled' | 'blocked' | 'ended'
}

/** Owns the one `<video>` of a session and says what it does. */
export interface MediaObserver extends SessionMedia {
  /** Puts the video into the view, which is the first one or replaces another. */
  attach(view: ViewSurface): void
  /** Takes the video out of the page. It plays on without sound. */
  detach(): void
  /** A new connection begins: no frame of what the element holds now counts as its first one. */
  expectFirstFrame(): void
  /** The source knows that nothing arrives: a picture that stands still is not waited for until it moves again. */
  starve(): void
  /** Keeps the last painted frame in sight until the next first frame, or until the same picture moves on. */
  hold(): void
  destroy(): void
}

export interface MediaObserverOptions {
  readonly environment: Environment
  readonly report: (event: MediaReport) => void
  readonly initial: { readonly muted: boolean; readonly volume: number; readonly autoplay?: boolean }
}

// The picture is looked at so often, and stands still when it did so for as many looks: 360 ms for a buffered
// stream; longer for a live camera with few frames that nobody misses, or while a seek is under way.
const lookEveryMs = 120
const stillLooks = 3
const patientLooks = 12
// A dry element still creeps by some ms.
const movedS = 0.02
// No frame is painted in a hidden tab, nor of sound alone: there, so much playing counts as the first one.
const unseenS = 0.5

export function observeMedia({ environment, report, initial }: MediaObserverOptions): MediaObserver {
  const store = createStore<MediaState>({
    muted: initial.muted,
    mutedBy: initial.muted ? 'viewer' : null,
    volume: clampVolume(initial.volume, 1),
    pictureInPicture: false,
    hasPicture: false,
  })
  const update = (change: Partial<MediaState>) => store.set({ ...store.get(), ...change })
  const picture = createLastFrame()
  const listening = new AbortController()

  let video: HTMLVideoElement | null = null
  let hasView = false
  /** Kept where the element forgets it: a load pauses it without an event. */
  let wantsToPlay = initial.autoplay ?? true
  let blocked = false
  /** The newest call of play(); what an older one says is out of date. */
  let playCall = 0
  /** The last report; `null` while a connection loads. */
  let said: MediaReport['type'] | null = null
  let awaitsFrame = true
  /** Counts loads, so that a frame callback of an older one is recognised. */
  let load = 0
  /** Something was loaded since then. */
  let loaded = false
  /** Where the picture was last seen to move, see `progressOf`. */
  let progress = 0
  /** Media time where what is loaded began, s. */
  let begin = 0
  let looksStill = 0
  let starved = false
  let timer: Timer | null = null

  const say = (type: MediaReport['type']) => {
    if (said === type) return
    said = type
    report({ type })
  }

  const expectFirstFrame = () => {
    load++
    loaded = false
    awaitsFrame = true
    update({ hasPicture: false })
  }

  const onFirstFrame = () => {
    awaitsFrame = starved = false
    picture.release()
    update({ hasPicture: true })
    said = null
    say('first-frame')
    if (blocked) say('blocked')
    else if (!wantsToPlay) say('paused')
    watch()
  }

  const rebase = () => {
    if (!video) return
    looksStill = 0
    progress = progressOf(video)
    begin = video.currentTime
  }

  const shouldMove = () => !!video && said && wantsToPlay && !blocked && !video.ended

  /** Has the picture moved? */
  const look = () => {
    if (!video?.readyState || video.seeking) return false
    if (awaitsFrame) {
      if (!loaded || video.currentTime - begin < unseenS) return false
      onFirstFrame()
    }
    const now = progressOf(video)
    if (Math.abs(now - progress) <= movedS) return false
    progress = now
    looksStill = 0
    starved = false
    // Nothing was reloaded after all.
    picture.release()
    if (shouldMove()) say('playing')
    return true
  }

  const watch = () => {
    if (timer === null && shouldMove()) timer = environment.setTimeout(onLook, lookEveryMs)
  }

  const onLook = () => {
    timer = null
    if (!video || !shouldMove()) return
    const patience = video.seeking || (video.srcObject && !starved) ? patientLooks : stillLooks
    // At rate 0 a source holds the picture on purpose; live frames are not counted in a hidden tab.
    const counts = video.playbackRate && (environment.visible || !video.srcObject)
    if (!look() && counts && ++looksStill >= patience) say('stalled')
    // With nothing loaded, nothing more can be seen until the next first frame.
    if (video.readyState || said !== 'stalled') watch()
  }

  const tryToPlay = async (): Promise<void> => {
    const element = video
    if (!element) return
    const call = ++playCall
    watch()
    try {
      await element.play()
    } catch (error) {
      // An AbortError is a load or a pause that came in between; who did that goes on by itself.
      if ((error as Error).name !== 'NotAllowedError' || call !== playCall || !wantsToPlay) return
      if (!element.muted) {
        setSound({ muted: true, mutedBy: 'policy' })
        return tryToPlay()
      }
      // Silence did not help: the viewer's own press on Play may as well bring the sound.
      if (store.get().mutedBy === 'policy') setSound({ muted: false, mutedBy: null })
      blocked = true
      say('blocked')
    }
  }

  const resume = () => {
    if (video?.paused && video.readyState && wantsToPlay && !blocked && !video.ended) void tryToPlay()
  }

  const setSound = (change: Partial<MediaState>) => {
    update(change)
    if (!video) return
    const { muted, volume, pictureInPicture } = store.get()
    // Where nobody sees it, nobody hears it.
    video.muted = muted || !(hasView || pictureInPicture)
    video.volume = volume
    // Some platforms leave the volume to the device.
    update({ volume: video.volume })
  }

  const create = (page: Document) => {
    const element = page.createElement('video')
    element.playsInline = true
    element.dataset['standby'] = 'stream-view-video'
    const on = (types: string, listener: () => void) => {
      for (const type of types.split(' '))
        element.addEventListener(type, listener, { signal: listening.signal })
    }

    on('emptied', () => {
      expectFirstFrame()
      rebase()
    })
    on('loadstart', () => {
      const mine = load
      // Not later: a picture that does not play may be painted before `loadedmetadata`, and never again.
      element.requestVideoFrameCallback?.(() => {
        if (mine === load && awaitsFrame) onFirstFrame()
      })
    })
    on('loadedmetadata', () => {
      loaded = true
      rebase()
      if (wantsToPlay) void tryToPlay()
    })
    on('loadeddata', () => {
      // Without frame callbacks: a picture that stands is there by now, one that moves will show it.
      if (!element.requestVideoFrameCallback && element.paused) onFirstFrame()
    })
    on('seeking seeked', rebase)
    on('timeupdate playing', look)
    on('waiting', () => {
      // From playing alone: at the start, after a pause and in a seek it only means that a moment is needed.
      if (said !== 'playing' || element.seeking || !element.playbackRate) return
      rebase()
      say('stalled')
    })
    on('play', () => {
      wantsToPlay = true
      blocked = false
      watch()
    })
    on('pause', () => {
      // An element that fails pauses as well; its source loads it anew.
      if (!element.paused || element.ended || element.error || !wantsToPlay) return
      // Taken out of the page it is paused as well, and that is nobody's wish.
      if (!element.isConnected && !store.get().pictureInPicture) return resume()
      wantsToPlay = false
      if (said) say('paused')
    })
    on('ended', () => say('ended'))
    on('volumechange', () => {
      if (!hasView) return
      const { muted, volume } = element
      if (muted !== store.get().muted) update({ muted, mutedBy: muted ? 'viewer' : null })
      update({ volume })
    })
    on('enterpictureinpicture', () => setSound({ pictureInPicture: true }))
    on('leavepictureinpicture', () => setSound({ pictureInPicture: false }))
    return element
  }

  const unmute = (change: Partial<MediaState>) => {
    setSound({ ...change, muted: false, mutedBy: null })
    // Sound that the browser does not allow yet pauses the picture instead.
    resume()
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    get video() {
      return video
    },

    attach(next) {
      const page = environment.document
      if (!page || listening.signal.aborted) return
      video ??= create(page)
      hasView = true
      placeFirst(video, next.container)
      picture.moveTo(next.canvas ?? null)
      setSound({})
      resume()
    },
    detach() {
      hasView = false
      setSound({})
      video?.remove()
      picture.moveTo(null)
    },

    expectFirstFrame() {
      said = null
      expectFirstFrame()
    },
    starve() {
      starved = true
    },
    hold() {
      if (video) picture.hold(video)
    },

    play() {
      wantsToPlay = true
      blocked = false
      void tryToPlay()
    },
    pause() {
      wantsToPlay = false
      video?.pause()
      if (said) say('paused')
    },
    setMuted(muted) {
      if (muted) setSound({ muted, mutedBy: 'viewer' })
      else unmute({})
    },
    setVolume(wanted) {
      const volume = clampVolume(wanted, store.get().volume)
      if (volume) unmute({ volume })
      else setSound({ volume })
    },
    seek(time) {
      const ranges = video?.seekable
      if (!video || !ranges?.length || Number.isNaN(time)) return
      video.currentTime = Math.min(Math.max(time, ranges.start(0)), ranges.end(ranges.length - 1))
    },

    async requestPictureInPicture() {
      if (!video?.requestPictureInPicture || !video.ownerDocument.pictureInPictureEnabled)
        throw new Error(
          'Standby: Picture-in-picture is not available.' +
            (process.env.NODE_ENV === 'production' ? '' : whyAndHow),
        )
      await video.requestPictureInPicture()
    },
    async exitPictureInPicture() {
      const page = video?.ownerDocument
      if (video && page?.pictureInPictureElement === video) await page.exitPictureInPicture()
    },

    destroy() {
      listening.abort()
      environment.clearTimeout(timer)
      load++
      playCall++
      picture.release()
      picture.moveTo(null)
      const element = video
      video = null
      if (!element) return
      element.remove()
      if (!element.readyState && !element.currentSrc && !element.srcObject) return
      element.srcObject = null
      element.removeAttribute('src')
      element.load()
    },
  }
}

function clampVolume(volume: number, otherwise: number): number {
  return Number.isNaN(volume) ? otherwise : Math.min(1, Math.max(0, volume))
}

/** Media time, s; of a live `MediaStream` its frames, since its time runs on when nothing arrives any more. */
function progressOf(video: HTMLVideoElement): number {
  return video.srcObject && video.videoWidth && video.getVideoPlaybackQuality
    ? video.getVideoPlaybackQuality().totalVideoFrames
    : video.currentTime
}

/** As the first child, where possible by a move that interrupts nothing. */
export function placeFirst(element: HTMLElement, container: HTMLElement): void {
  const first = container.firstChild
  if (first === element) return
  try {
    container.moveBefore(element, first)
  } catch {
    // Not in this browser, or not from outside of the page.
    container.insertBefore(element, first)
  }
}
