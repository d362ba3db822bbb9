import { createSession, type Session } from '@standby/core'
import type { SourceEvent, StatsSample, StreamSource } from '@standby/core/source'
import { isMarked, readStrip, type StripReading } from '@standby/stage/worker-picture'
import { whep } from '@standby/whep'

/** An event with its time, local epoch ms. */
export interface Happening {
  readonly at: number
  readonly event:
    | SourceEvent
    | { readonly type: 'stalled' }
    | { readonly type: 'status'; readonly status: string }
}

export interface WhepPage {
  start(stream: { url: string; token?: string }): void
  /** Changes the stream's URL for the next attempt. */
  move(url: string): void
  leave(): void
  destroy(): void
  send(data: unknown): void
  /** Clicks at a place; resolves with the time until its mark was painted, ms. */
  click(x: number, y: number): Promise<number>
  /** Whether the next picture has a mark at x, y. */
  isMarked(x: number, y: number): Promise<boolean>
  /** Resolves with the first event of a type since `after`, epoch ms; default: since the start. */
  happened(type: string, after?: number): Promise<Happening>
  /** Resolves with the strip of the next picture that has one. */
  nextPicture(): Promise<StripReading & { readonly paintedAt: number }>
  /** Time of the last painted picture, local epoch ms. */
  paintedAt(): number
  nextStats(): Promise<StatsSample>
  state(): ReturnType<Session['getState']>
  happenings(): readonly Happening[]
}

const width = 320
const height = 180
const canvas = document.createElement('canvas')
canvas.width = width
canvas.height = height
const paint = canvas.getContext('2d', { willReadFrequently: true })!

let session: Session | null = null
let address = ''
let lastPaintedAt = 0
const happenings: Happening[] = []
const onHappening = new Set<() => void>()
const onPicture = new Set<(image: ImageData, at: number) => void>()

const add = (event: Happening['event']) => {
  happenings.push({ at: Date.now(), event })
  for (const listener of Array.from(onHappening)) listener()
}

/** Records a source's events and passes them on. */
const recorded = (source: StreamSource): StreamSource => ({
  ...source,
  connect: (link) =>
    source.connect({
      ...link,
      emit(event) {
        add(event)
        link.emit(event)
      },
    }),
})

const watchPictures = (video: HTMLVideoElement) => {
  const look = () => {
    // A last picture of a removed player may come after the start of the next player.
    if (!video.isConnected) return
    lastPaintedAt = Date.now()
    if (onPicture.size > 0) {
      // A busy browser may draw nothing at the first picture. A picture of an earlier player must not stay then.
      paint.clearRect(0, 0, width, height)
      paint.drawImage(video, 0, 0, width, height)
      const image = paint.getImageData(0, 0, width, height)
      for (const listener of Array.from(onPicture)) listener(image, lastPaintedAt)
    }
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
}

/** Resolves with the first result of `read` that is not null. */
const fromPictures = <T>(read: (image: ImageData, at: number) => T | null): Promise<T> =>
  new Promise((resolve) => {
    const listener = (image: ImageData, at: number) => {
      const found = read(image, at)
      if (found === null) return
      onPicture.delete(listener)
      resolve(found)
    }
    onPicture.add(listener)
  })

const page: WhepPage = {
  start({ url, token }) {
    address = url
    const source = whep({ url: () => address, token, id: 'stage' })
    session = createSession({ source: recorded(source), muted: true, afk: false })
    const { on } = session
    on('status', ({ status }) => add({ type: 'status', status }))
    let stalled = false
    session.subscribe(() => {
      const now = session?.getState().playback === 'stalled'
      if (now && !stalled) add({ type: 'stalled' })
      stalled = now
    })
    const container = document.body.appendChild(document.createElement('div'))
    session.attach({ container })
    watchPictures(container.querySelector('video')!)
  },
  move: (url) => (address = url),
  leave: () => session?.leave(),
  destroy() {
    session?.destroy()
    document.body.replaceChildren()
    happenings.length = 0
  },
  send: (data) => session?.send(data),
  async click(x, y) {
    const press = { type: 'pointer', x, y, pointerId: 1, pointerType: 'mouse', button: 0 } as const
    const marked = fromPictures((image, at) => (isMarked(image, x, y) ? at : null))
    const at = Date.now()
    session?.sendInput({ ...press, phase: 'down', buttons: 1 })
    session?.sendInput({ ...press, phase: 'up', buttons: 0 })
    return (await marked) - at
  },
  isMarked: (x, y) => fromPictures((image) => isMarked(image, x, y)),
  happened: (type, after = 0) =>
    new Promise((resolve) => {
      const look = () => {
        const found = happenings.find(({ at, event }) => event.type === type && at >= after)
        if (!found) return
        onHappening.delete(look)
        resolve(found)
      }
      onHappening.add(look)
      look()
    }),
  nextPicture: () =>
    fromPictures((image, paintedAt) => {
      const strip = readStrip(image)
      return strip && { ...strip, paintedAt }
    }),
  paintedAt: () => lastPaintedAt,
  nextStats: () =>
    new Promise((resolve) => {
      const stop = session!.stats.subscribe(() => {
        const sample = session!.stats.get()
        if (!sample) return
        stop()
        resolve(sample)
      })
    }),
  state: () => session!.getState(),
  happenings: () => happenings,
}

Object.assign(window, { whepPage: page })
