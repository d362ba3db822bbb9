/** A `<video>` whose playhead and buffer the test moves. It runs in Node, without a page. */
export interface ManualVideo {
  readonly element: HTMLVideoElement
  readonly listeners: number
  /** All values that were assigned to `currentTime`, s. */
  readonly seeks: readonly number[]
  /** All values that were assigned to `playbackRate`. */
  readonly rates: readonly number[]
  buffered: (readonly [start: number, end: number])[]
  seekable: (readonly [start: number, end: number])[]
  paused: boolean
  ended: boolean
  seeking: boolean
  readyState: number
  position: number
  error: { readonly code: number } | null
  src: string
  loads: number
  /** Plays for `ms` at the current rate, as far as the buffer goes. */
  play(ms: number): void
  fire(type: string): void
}

const ranges = (list: () => readonly (readonly [number, number])[]) => ({
  get length() {
    return list().length
  },
  start: (i: number) => list()[i]![0],
  end: (i: number) => list()[i]![1],
})

export function manualVideo(): ManualVideo {
  const target = new EventTarget()
  const texts = Object.assign(new EventTarget(), { [Symbol.iterator]: () => [][Symbol.iterator]() })
  const seeks: number[] = []
  const rates: number[] = []
  let rate = 1
  let listeners = 0

  const video: ManualVideo = {
    element: {
      addEventListener(...args: Parameters<EventTarget['addEventListener']>) {
        listeners++
        target.addEventListener(...args)
      },
      removeEventListener(...args: Parameters<EventTarget['removeEventListener']>) {
        listeners--
        target.removeEventListener(...args)
      },
      buffered: ranges(() => video.buffered),
      seekable: ranges(() => video.seekable),
      textTracks: texts,
      videoWidth: 640,
      videoHeight: 360,
      getVideoPlaybackQuality: () => ({ droppedVideoFrames: 3 }),
      removeAttribute: () => void (video.src = ''),
      load: () => void video.loads++,
      get paused() {
        return video.paused
      },
      get ended() {
        return video.ended
      },
      get seeking() {
        return video.seeking
      },
      get readyState() {
        return video.readyState
      },
      get error() {
        return video.error && { ...video.error, MEDIA_ERR_NETWORK: 2, MEDIA_ERR_DECODE: 3 }
      },
      get src() {
        return video.src
      },
      set src(value: string) {
        video.src = value
      },
      get currentTime() {
        return video.position
      },
      set currentTime(value: number) {
        seeks.push(value)
        video.position = value
      },
      get playbackRate() {
        return rate
      },
      set playbackRate(value: number) {
        rates.push(value)
        rate = value
      },
    } as unknown as HTMLVideoElement,
    get listeners() {
      return listeners
    },
    seeks,
    rates,
    buffered: [],
    seekable: [],
    paused: false,
    ended: false,
    seeking: false,
    readyState: 4,
    position: 0,
    error: null,
    src: '',
    loads: 0,
    play(ms) {
      const range = video.buffered.find(
        ([start, end]) => start - 0.1 <= video.position && video.position < end,
      )
      if (video.paused || !range) return
      video.position = Math.min(range[1], Math.max(range[0], video.position) + (ms / 1000) * rate)
    },
    fire: (type) => void target.dispatchEvent(new Event(type)),
  }
  return video
}
