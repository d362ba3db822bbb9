import { createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { HlsPlayer } from '@standby/react/hls-player'
import '@standby/react/styles.css'

/** How far a mount gets before it is unmounted. */
export type Until = 'mounted' | 'loaded' | 'playing'

export interface PlayerPage {
  /** Mounts the player and resolves once it has got this far. */
  mount(src: string, until: Until): Promise<void>
  unmount(): Promise<void>
  /** Mounts hls.js alone. */
  mountBare(src: string, until: Until): Promise<void>
  unmountBare(): void
}

let root: Root | null = null
let stop: (() => void) | null = null

const container = () => document.body.appendChild(document.createElement('div'))

const page: PlayerPage = {
  mount: (src, until) =>
    new Promise((resolve) => {
      root = createRoot(container())
      const reached = { connecting: 'loaded', streaming: 'playing' } as Record<string, Until>
      root.render(
        createElement(HlsPlayer, {
          src,
          autoPlay: true,
          muted: true,
          onStatusChange: ({ status }) => {
            if (until === 'mounted' || reached[status] === until) resolve()
          },
        }),
      )
    }),
  async unmount() {
    root?.unmount()
    root = null
    document.body.replaceChildren()
    // The session is destroyed one macrotask later.
    await new Promise((resolve) => setTimeout(resolve, 0))
  },
  async mountBare(src, until) {
    // @ts-expect-error the light build is published without types; they equal those of the full build
    const { default: Hls } = await import('hls.js/light')
    const video = document.createElement('video')
    video.muted = true
    container().append(video)
    const hls = new Hls()
    stop = () => hls.destroy()
    const come = new Promise<void>((resolve) => {
      if (until === 'playing') video.addEventListener('playing', () => resolve(), { once: true })
      else hls.on(Hls.Events.MANIFEST_PARSED, () => resolve())
    })
    hls.on(Hls.Events.MANIFEST_PARSED, () => void video.play().catch(() => undefined))
    hls.attachMedia(video)
    hls.loadSource(src)
    if (until !== 'mounted') await come
  },
  unmountBare() {
    stop?.()
    stop = null
    document.body.replaceChildren()
  },
}

Object.assign(window, { page })
