import { afterEach } from 'vitest'
import { browserEnvironment } from '../environment/browser-environment.ts'
import { createListeners } from '../session/listeners.ts'
import { observeMedia, type MediaObserver, type MediaReport } from './media-observer.ts'

export type Kind = MediaReport['type']

/** The observer of the current test. Each test destroys it and empties the page. */
export let media: MediaObserver
export let reports: Kind[]
let reported = createListeners<[Kind]>()
export const cleanups: (() => void)[] = []

afterEach(() => {
  media.destroy()
  for (const clean of cleanups.splice(0)) clean()
  document.body.replaceChildren()
})

export function view(): HTMLElement {
  const container = document.createElement('div')
  document.body.append(container)
  return container
}

export function observe(initial: { muted?: boolean; autoplay?: boolean } = {}): HTMLVideoElement {
  reports = []
  reported = createListeners<[Kind]>()
  media = observeMedia({
    environment: browserEnvironment(),
    report: ({ type }) => {
      reports.push(type)
      reported.notify(type)
    },
    initial: { muted: false, volume: 1, ...initial },
  })
  media.attach({ container: view() })
  const { video } = media
  if (!video) throw new Error('no video was made')
  return video
}

/** Resolves at the next report of a kind. */
export function next(kind: Kind): Promise<void> {
  return new Promise((resolve) => {
    const stop = reported.add((type) => {
      if (type !== kind) return
      stop()
      resolve()
    })
  })
}

/** Waits until `seconds` more of media time have played. */
export function played(video: HTMLVideoElement, seconds: number): Promise<void> {
  const until = video.currentTime + seconds
  return new Promise((resolve) => {
    const look = () => {
      if (video.currentTime < until) return
      video.removeEventListener('timeupdate', look)
      resolve()
    }
    video.addEventListener('timeupdate', look)
  })
}
