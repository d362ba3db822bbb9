import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { createSession, type Session, type SessionState, type Status } from '@standby/core'
import { hls } from '@standby/hls'
import { liveStatus } from '@standby/live-status/client'
import { StreamPlayer } from '@standby/react'
import '@standby/react/styles.css'

export interface StatusPageOptions {
  readonly src: string
  /** URL of the hub; left out: no live status. */
  readonly status?: string
  readonly watchForRestart?: boolean
}

export interface StatusReached {
  readonly status: Status
  /** Epoch ms by the page's clock. */
  readonly at: number
}

export interface StatusPage {
  state(): SessionState
  statuses(): readonly StatusReached[]
  /** Each text of the banner's countdown, with its first time by the page's clock, epoch ms. */
  countdowns(): readonly { readonly shown: string; readonly at: number }[]
  /** Number of pictures painted since the page was loaded. */
  painted(): number
}

const {
  src,
  status,
  watchForRestart = false,
} = JSON.parse(new URLSearchParams(location.search).get('options') ?? '{}') as StatusPageOptions

const session: Session = createSession({
  source: hls({ src, watchForRestart, ...(status !== undefined && { status: liveStatus(status) }) }),
  afk: false,
  muted: true,
})
const statuses: StatusReached[] = []
session.on('status', ({ status, at }) => statuses.push({ status, at }))

const countdowns: { shown: string; at: number }[] = []
new MutationObserver(() => {
  const shown =
    document.querySelector('[data-standby="reconnect-banner-countdown"]')?.textContent?.trim() ?? ''
  if (shown !== '' && shown !== countdowns.at(-1)?.shown) countdowns.push({ shown, at: Date.now() })
}).observe(document, { subtree: true, childList: true, characterData: true })

let painted = 0
const watched = new WeakSet<HTMLVideoElement>()
session.subscribe(() => {
  const { video } = session.media ?? {}
  if (!video || watched.has(video)) return
  watched.add(video)
  const look = () => {
    painted++
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
})

const page: StatusPage = {
  state: () => session.getState(),
  statuses: () => statuses,
  countdowns: () => countdowns,
  painted: () => painted,
}
Object.assign(window, { statusPage: page })
createRoot(document.body.appendChild(document.createElement('div'))).render(
  createElement(StreamPlayer, { session }),
)
