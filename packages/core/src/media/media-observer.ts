import type { Environment, Timer } from '../environment/environment.ts'
import { isDevelopment } from '../environment/is-development.ts'
import { createLastFrame } from './last-frame.ts'
import type { MediaState, SessionMedia, ViewSurface } from '../session/session.ts'
import { createStore } from '../session/store.ts'
import { checkPictureEveryMs, patientStillMs, unseenPlaybackS } from '../policies/limits.ts'
import { stillMs } from './still-ms.ts'

// Bundlers replace it as text, and drop the explanation in production.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const whyAndHow = ' The browser or the page does not allow it. Check document.pictureInPictureEnabled.'

export interface MediaReport {
  /**
   * `first-frame` comes once per connection, and once per reload inside a connection. `paused`: the viewer
   * paused. `blocked`: the browser refuses to play, even without sound.
   */
  readonly type: 'first-frame' | 'playing' | 'paused' | 'stalled' | 'blocked' | 'ended'
}

/** Owns the one `<video>` of a session and reports what it does. */
export interface MediaObserver extends SessionMedia {
  /** Puts the video into the view. A later view replaces an earlier one. */
  attach(view: ViewSurface): void
  /** Takes the video out of the page. It keeps playing without sound. */
  detach(): void
  /** A new connection begins: no frame of the currently loaded media counts as its first frame. */
  expectFirstFrame(): void
  /** The source knows that nothing arrives: a still picture counts as stalled sooner, until it moves again. */
  starve(): void
  /** Keeps the last painted frame visible until the next first frame, or until the same media plays again. */
  keepLastFrame(): void
  destroy(): void
}

export interface MediaObserverOptions {
  readonly environment: Environment
  readonly report: (event: MediaReport) => void
  readonly initial: { readonly muted: boolean; readonly volume: number; readonly autoplay?: boolean }
}

// An element without data still advances by some ms.
const movedS = 0.02

export function observeMedia({ environment, report, initial }: MediaObserverOptions): MediaObserver {
  const store = createStore<MediaState>({
    muted: initial.muted,
    mutedBy: initial.muted ? 'viewer' : null,
    volume: clampVolume(initial.volume, 1),
    pictureInPicture: false,
    hasPicture: false,
  })
  const update = (change: Partial<MediaState>) => store.set({ ...store.get(), ...change })
  const lastFrame = createLastFrame()
  const listening = new AbortController()

  let video: HTMLVideoElement | null = null
  let hasView = false
  /** Stored here, because a load pauses the element without an event. */
  let wantsToPlay = initial.autoplay ?? true
  let blocked = false
  /** The newest call of play(). Results of older calls are ignored. */
  let playCall = 0
  /** The last report. `null` while a connection loads. */
  let lastReport: MediaReport['type'] | null = null
  let awaitsFrame = true
  /** Counts loads, to recognise a frame callback of an older load. */
  let load = 0
  /** Metadata has loaded since the last load began. */
  let loaded = false
  /** The progress at the last check that saw movement, see `progressOf`. */
  let progress = 0
  /** Media time at which the loaded media began, s. */
  let begin = 0
  /** How long the picture was still at each check, ms. */
  let stoodMs = 0
  let starved = false
  let timer: Timer | null = null

  const reportChange = (type: MediaReport['type']) => {
    if (lastReport === type) return
    lastReport = type
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
    lastFrame.release()
    update({ hasPicture: true })
    lastReport = null
    reportChange('first-frame')
    if (blocked) reportChange('blocked')
    else if (!wantsToPlay) reportChange('paused')
    watch()
  }

  const rebase = () => {
    if (!video) return
    stoodMs = 0
    progress = progressOf(video)
    begin = video.currentTime
  }

  const shouldMove = () => !!video && lastReport && wantsToPlay && !blocked && !video.ended

  /** Whether the picture moved since the last check. */
  const look = () => {
    if (!video?.readyState || video.seeking) return false
    if (awaitsFrame) {
      if (!loaded || video.currentTime - begin < unseenPlaybackS) return false
      onFirstFrame()
    }
    const now = progressOf(video)
    if (Math.abs(now - progress) <= movedS) return false
    progress = now
    stoodMs = 0
    starved = false
    // The same media plays again without a reload.
    lastFrame.release()
    if (shouldMove()) reportChange('playing')
    return true
  }

  const watch = () => {
    if (timer === null && shouldMove()) timer = environment.setTimeout(onLook, checkPictureEveryMs)
  }

  const onLook = () => {
    timer = null
    if (!video || !shouldMove()) return
    const patienceMs = video.seeking || (video.srcObject && !starved) ? patientStillMs : stillMs
    // At rate 0 the source stops the picture on purpose. In a hidden tab the browser counts no live frames.
    const counts = video.playbackRate && (environment.visible || !video.srcObject)
    // Counted in checks: a timer that came late says nothing about the picture.
    if (!look() && counts && (stoodMs += checkPictureEveryMs) > patienceMs) reportChange('stalled')
    // Without loaded media nothing changes before the next first frame.
    if (video.readyState || lastReport !== 'stalled') watch()
  }

  const tryToPlay = async (): Promise<void> => {
    const element = video
    if (!element) return
    const call = ++playCall
    watch()
    try {
      await element.play()
    } catch (error) {
      // An AbortError means that a load or a pause interrupted it. Both have their own next step.
      if ((error as Error).name !== 'NotAllowedError' || call !== playCall || !wantsToPlay) return
      if (!element.muted) {
        setSound({ muted: true, mutedBy: 'policy' })
        return tryToPlay()
      }
      // Muting did not help. The viewer must press Play anyway, and then sound is allowed too.
      if (store.get().mutedBy === 'policy') setSound({ muted: false, mutedBy: null })
      blocked = true
      reportChange('blocked')
    }
  }

  const resume = () => {
    if (video?.paused && video.readyState && wantsToPlay && !blocked && !video.ended) void tryToPlay()
  }

  const setSound = (change: Partial<MediaState>) => {
    update(change)
    if (!video) return
    const { muted, volume, pictureInPicture } = store.get()
    // A video that is not visible is silent.
    video.muted = muted || !(hasView || pictureInPicture)
    video.volume = volume
    // On some platforms only the device sets the volume.
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
      // Not later: a paused picture may be painted before `loadedmetadata`, and only once.
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
      // Without frame callbacks a paused picture is visible by now. A playing one is noticed by its movement.
      if (!element.requestVideoFrameCallback && element.paused) onFirstFrame()
    })
    on('seeking seeked', rebase)
    on('timeupdate playing', look)
    on('waiting', () => {
      // Only while playing. At the start, after a pause and in a seek `waiting` is normal.
      if (lastReport !== 'playing' || element.seeking || !element.playbackRate) return
      rebase()
      reportChange('stalled')
    })
    on('play', () => {
      wantsToPlay = true
      blocked = false
      watch()
    })
    on('pause', () => {
      // An element with an error pauses too. Its source will reload it.
      if (!element.paused || element.ended || element.error || !wantsToPlay) return
      // The browser also pauses an element that leaves the page. The viewer did not ask for that.
      if (!element.isConnected && !store.get().pictureInPicture) return resume()
      wantsToPlay = false
      if (lastReport) reportChange('paused')
    })
    on('ended', () => reportChange('ended'))
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
    // The browser may pause the video when it does not allow sound yet.
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
      lastFrame.moveTo(next.canvas ?? null)
      setSound({})
      resume()
    },
    detach() {
      hasView = false
      setSound({})
      video?.remove()
      lastFrame.moveTo(null)
    },

    expectFirstFrame() {
      lastReport = null
      expectFirstFrame()
    },
    starve() {
      starved = true
    },
    keepLastFrame() {
      if (video) lastFrame.keep(video)
    },

    play() {
      wantsToPlay = true
      blocked = false
      void tryToPlay()
    },
    pause() {
      wantsToPlay = false
      video?.pause()
      if (lastReport) reportChange('paused')
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
            /* @__PURE__ */ (isDevelopment() && process.env.NODE_ENV !== 'production' ? whyAndHow : ''),
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
      lastFrame.release()
      lastFrame.moveTo(null)
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

/** Media time, s. For a live `MediaStream` the frame count, because its time advances even when nothing arrives. */
function progressOf(video: HTMLVideoElement): number {
  return video.srcObject && video.videoWidth && video.getVideoPlaybackQuality
    ? video.getVideoPlaybackQuality().totalVideoFrames
    : video.currentTime
}

/** Inserts the element as the first child, if possible with a move that does not interrupt playback. */
export function placeFirst(element: HTMLElement, container: HTMLElement): void {
  const first = container.firstChild
  if (first === element) return
  try {
    container.moveBefore(element, first)
  } catch {
    // This browser has no moveBefore, or the element is not in the page yet.
    container.insertBefore(element, first)
  }
}
