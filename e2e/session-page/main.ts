import { createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { Policies, Session, SessionState, Status } from '@standby/core'
import type { StreamInputEvent } from '@standby/core/source'
import { StreamPlayer, useSessionHandle } from '@standby/react'
import { findSquare, isMarked, readStrip, type StripReading } from '@standby/stage/worker-picture'
import '@standby/react/styles.css'
import { inputs } from './quiet-media.ts'
import { makeSource, type PageSource } from './sources.ts'

export type SessionPageOptions = PageSource & {
  readonly afk?: { readonly warnAfterMs: number; readonly graceMs: number }
  /** Max pause before the first attempt, and before any attempt, ms. */
  readonly backoff?: { readonly baseMs: number; readonly capMs: number }
  readonly codes?: Policies['codes']
  /** Size of the player, px; default 640 × 360. */
  readonly size?: { readonly width: number; readonly height: number }
  /** `false`: with sound, which browsers block without a gesture. Default true. */
  readonly muted?: boolean
}

export interface StatusReached {
  readonly status: Status
  readonly previous: Status
  /** Local epoch, ms. */
  readonly at: number
}

export interface SessionPage {
  mount(options: SessionPageOptions): void
  unmount(): void
  leave(): void
  destroy(): void
  send(data: unknown): boolean
  state(): SessionState
  statuses(): readonly StatusReached[]
  /** Resolves with the state at the moment when the session has this status; at once if it has it now. */
  reached(status: Status): Promise<SessionState>
  /** How often signalling was lost or the session began to reconnect. */
  losses(): number
  /** Messages from the far end, in order. */
  messages(): readonly unknown[]
  /** Every changed position in the queue, in order. */
  positions(): readonly number[]
  /** How often the queue object in the state changed. */
  queueUpdates(): number
  inputs(): readonly StreamInputEvent[]
  /** Number of pictures painted since the page was loaded. */
  painted(): number
  /** Resolves after `count` more pictures. */
  paint(count: number): Promise<void>
  /** The strip of the next picture that has one. */
  strip(): Promise<StripReading>
  /** Place of the keys' square in the next picture, in fractions. */
  square(): Promise<{ x: number; y: number }>
  /** Resolves with true once a picture has a mark at this place, or with false after `within` pictures. */
  marked(x: number, y: number, within: number): Promise<boolean>
}

const [width, height] = [320, 180]
const canvas = document.createElement('canvas')
canvas.width = width
canvas.height = height
const paint = canvas.getContext('2d', { willReadFrequently: true })!

let root: Root | null = null
let session: Session | null = null
const statuses: StatusReached[] = []
const positions: number[] = []
const messages: unknown[] = []
let [painted, queueUpdates, losses] = [0, 0, 0]
const onPaint = new Set<(video: HTMLVideoElement) => void>()
const onStatus = new Set<() => void>()

function follow(next: Session): void {
  if (session === next) return
  session = next
  next.on('status', ({ status, previous, at }) => {
    if (session !== next) return
    statuses.push({ status, previous, at })
    for (const listener of Array.from(onStatus)) listener()
  })
  next.on('message', ({ data }) => messages.push(data))
  let { queue, signalling, status } = next.getState()
  next.subscribe(() => {
    const state = next.getState()
    if (state.signalling === 'lost' && signalling !== 'lost') losses++
    if (state.status === 'reconnecting' && status !== 'reconnecting') losses++
    ;({ signalling, status } = state)
    const now = state.queue
    if (now === queue) return
    queue = now
    queueUpdates++
    if (now && now.position !== positions.at(-1)) positions.push(now.position)
  })
}

function watchPictures(): void {
  const { video } = session?.media ?? {}
  if (!video || watched.has(video)) return
  watched.add(video)
  const look = () => {
    painted++
    for (const listener of Array.from(onPaint)) listener(video)
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
}
const watched = new WeakSet<HTMLVideoElement>()

/** Resolves with the first result of `read` that is not null. */
const fromPictures = <T>(read: (image: ImageData) => T | null): Promise<T> =>
  new Promise((resolve) => {
    const listener = (video: HTMLVideoElement) => {
      // A busy browser may draw nothing. The picture before must not be read again.
      paint.clearRect(0, 0, width, height)
      paint.drawImage(video, 0, 0, width, height)
      const found = read(paint.getImageData(0, 0, width, height))
      if (found === null) return
      onPaint.delete(listener)
      resolve(found)
    }
    onPaint.add(listener)
  })

/** Gives the page access to the player's session. */
function Keep(): null {
  follow(useSessionHandle())
  return null
}

const page: SessionPage = {
  mount(options) {
    const { afk, backoff, codes, size = { width: 640, height: 360 }, muted = true } = options
    const container = document.body.appendChild(document.createElement('div'))
    Object.assign(container.style, { width: `${size.width}px`, height: `${size.height}px` })
    root = createRoot(container)
    const source = makeSource(options)
    const sessionOptions = {
      muted,
      afk: afk ?? (false as const),
      ...(backoff && { reconnect: backoff }),
      ...(codes && { codes }),
    }
    root.render(
      createElement(
        StreamPlayer,
        { source, options: sessionOptions, fill: true, onStatusChange: watchPictures },
        createElement(Keep),
      ),
    )
  },
  unmount() {
    root?.unmount()
    root = null
    session = null
    statuses.length = positions.length = messages.length = losses = 0
    document.body.replaceChildren()
  },
  leave: () => session?.leave(),
  destroy: () => session?.destroy(),
  send: (data) => session?.send(data) ?? false,
  state: () => session!.getState(),
  statuses: () => statuses,
  reached: (status) =>
    new Promise((resolve) => {
      const look = () => {
        const state = session?.getState()
        if (state?.status !== status) return
        onStatus.delete(look)
        resolve(state)
      }
      onStatus.add(look)
      look()
    }),
  losses: () => losses,
  messages: () => messages,
  positions: () => positions,
  queueUpdates: () => queueUpdates,
  inputs: () => inputs,
  painted: () => painted,
  paint: (count) =>
    new Promise((resolve) => {
      if (count <= 0) return resolve()
      const until = painted + count
      const listener = () => {
        if (painted < until) return
        onPaint.delete(listener)
        resolve()
      }
      onPaint.add(listener)
    }),
  strip: () => fromPictures(readStrip),
  square: () => fromPictures(findSquare),
  marked(x, y, within) {
    let looks = 0
    return fromPictures((image) => isMarked(image, x, y) || (++looks >= within ? false : null))
  },
}

Object.assign(window, { sessionPage: page })

// The options are in the address, so that they survive a reload.
const asked = new URLSearchParams(location.search).get('session')
if (asked) page.mount(JSON.parse(asked) as SessionPageOptions)
