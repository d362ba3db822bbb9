type Policy = 'allow' | 'muted-only' | 'refuse'

/** Adds to a `<video>` what jsdom lacks: loading, playing, frames, autoplay rules. */
export interface FakeMedia {
  /** What the browser allows `play()` to do. */
  policy: Policy
  /** Runs before `play()` settles. */
  onPlay: (() => void) | null
  currentTime: number
  seeking: boolean
  ended: boolean
  seekable: readonly (readonly [start: number, end: number])[]
  /** Frames painted, as a live `MediaStream` counts them. */
  frames: number
  readonly plays: number
  readonly loads: number
  /** Loads media: metadata, then enough for a frame. Fires `emptied` first if media was loaded. */
  load(): void
  /** Empties the element as a source's reload does. It is paused then, without a `pause` event. */
  empty(): void
  /** Paints a frame: runs the pending frame callbacks. */
  paint(): void
  /** Moves the playhead and fires `timeupdate`. */
  move(seconds: number): void
  /** Pauses as the browser does: after a media key, or because the element left the page. */
  browserPauses(options?: { readonly silently: boolean }): void
  fire(type: string): void
}

export function fakeMedia(video: HTMLVideoElement, { frameCallbacks = true } = {}): FakeMedia {
  let paused = true
  let readyState = 0
  let plays = 0
  let loads = 0
  let waiting: (() => void)[] = []

  const fire = (type: string) => void video.dispatchEvent(new Event(type))

  const fake: FakeMedia = {
    policy: 'allow',
    onPlay: null,
    currentTime: 0,
    seeking: false,
    ended: false,
    seekable: [],
    frames: 0,
    get plays() {
      return plays
    },
    get loads() {
      return loads
    },
    load() {
      fake.empty()
      fire('loadstart')
      readyState = 1
      fire('loadedmetadata')
      readyState = 4
      fire('loadeddata')
    },
    empty() {
      const wasLoaded = readyState > 0
      readyState = 0
      paused = true
      fake.currentTime = 0
      fake.ended = false
      if (wasLoaded) fire('emptied')
    },
    paint() {
      const due = waiting
      waiting = []
      for (const run of due) run()
    },
    move(seconds) {
      fake.currentTime += seconds
      fire('timeupdate')
    },
    browserPauses(options) {
      paused = true
      if (!options?.silently) fire('pause')
    },
    fire,
  }

  const ranges = (list: readonly (readonly [number, number])[]) => ({
    length: list.length,
    start: (i: number) => list[i]?.[0] ?? Number.NaN,
    end: (i: number) => list[i]?.[1] ?? Number.NaN,
  })

  const define = (name: string, property: PropertyDescriptor) =>
    Object.defineProperty(video, name, { configurable: true, ...property })
  define('paused', { get: () => paused })
  define('readyState', { get: () => readyState })
  define('ended', { get: () => fake.ended })
  define('seeking', { get: () => fake.seeking })
  define('currentTime', { get: () => fake.currentTime, set: (time: number) => (fake.currentTime = time) })
  define('seekable', { get: () => ranges(fake.seekable) })
  define('playbackRate', { value: 1, writable: true })
  define('srcObject', { value: null, writable: true })
  define('videoWidth', { value: 640, writable: true })
  define('videoHeight', { value: 360, writable: true })
  define('getVideoPlaybackQuality', { value: () => ({ totalVideoFrames: fake.frames }) })
  if (frameCallbacks)
    define('requestVideoFrameCallback', {
      value: (run: () => void) => waiting.push(run),
    })
  define('play', {
    value: async () => {
      plays++
      fake.onPlay?.()
      if (fake.policy === 'refuse' || (fake.policy === 'muted-only' && !video.muted))
        throw new DOMException('play() failed', 'NotAllowedError')
      if (!paused) return
      paused = false
      fire('play')
    },
  })
  define('pause', {
    value: () => {
      if (paused) return
      paused = true
      fire('pause')
    },
  })
  define('load', {
    value: () => {
      loads++
      fake.empty()
    },
  })
  return fake
}
