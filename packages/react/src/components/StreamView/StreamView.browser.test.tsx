import { useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { createSession, type Session } from '@standby/core'
import { scriptedSource, type SourceScript } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { StreamView } from './StreamView.tsx'
import '../../styles/index.css'

let root: Root
let session: Session
let script: SourceScript
let painting: ReturnType<typeof setInterval>

beforeEach(() => {
  const container = document.createElement('div')
  container.style.width = '640px'
  document.body.append(container)
  root = createRoot(container)
  const scripted = scriptedSource()
  script = scripted.script
  session = createSession({ source: scripted.source, afk: false, muted: true })
})
afterEach(() => {
  clearInterval(painting)
  root.unmount()
  session.destroy()
  document.body.replaceChildren()
})

/** A moving picture, like a camera's: a canvas repainted about every 33 ms. */
function movingPicture(): MediaStream {
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 180
  const context = canvas.getContext('2d')
  let frame = 0
  painting = setInterval(() => {
    if (!context) return
    context.fillStyle = `hsl(${(frame++ * 7) % 360} 90% 50%)`
    context.fillRect(0, 0, 320, 180)
  }, 33)
  return canvas.captureStream(30)
}

const nextFrame = (video: HTMLVideoElement) =>
  new Promise<void>((resolve) => void video.requestVideoFrameCallback(() => resolve()))

async function play(): Promise<HTMLVideoElement> {
  script.emit({ type: 'assigned' })
  const { video } = session.media
  if (!video) throw new Error('No view made a video')
  video.srcObject = movingPicture()
  await expect.poll(() => session.getState()).toMatchObject({ status: 'streaming', playback: 'playing' })
  return video
}

function Routes() {
  const [route, setRoute] = useState<'page' | 'corner' | 'none'>('page')
  return (
    <StreamProvider session={session}>
      {(['page', 'corner', 'none'] as const).map((to) => (
        <button key={to} onClick={() => flushSync(() => setRoute(to))}>
          {to}
        </button>
      ))}
      {route === 'page' ? (
        <main>
          <StreamView aria-label="page" />
        </main>
      ) : null}
      {route === 'corner' ? (
        <aside style={{ width: 200 }}>
          <StreamView aria-label="corner" />
        </aside>
      ) : null}
    </StreamProvider>
  )
}
const go = (to: string) =>
  [...document.querySelectorAll('button')].find((button) => button.textContent === to)?.click()
const view = () => document.querySelector<HTMLElement>('[data-standby="stream-view"]')

describe('a view that moves to another route in one commit', () => {
  it('keeps the picture playing and painting', async () => {
    root.render(<Routes />)
    await expect.poll(() => session.media.video).not.toBeNull()
    const video = await play()
    const noticed = vi.fn<(event: Event) => void>()
    for (const type of ['pause', 'emptied', 'waiting', 'stalled']) video.addEventListener(type, noticed)
    const states: string[] = []
    session.subscribe(() => states.push(session.getState().playback))

    for (const to of ['corner', 'page', 'corner']) {
      const { currentTime } = video
      go(to)
      expect(view()?.ariaLabel).toBe(to)
      expect(view()?.contains(video)).toBe(true)
      expect(document.querySelectorAll('video')).toHaveLength(1)
      expect(video.paused).toBe(false)
      await nextFrame(video)
      await nextFrame(video)
      expect(video.currentTime).toBeGreaterThan(currentTime)
    }
    expect(noticed).not.toHaveBeenCalled()
    expect(states).toEqual([])
    expect(session.getState()).toMatchObject({ status: 'streaming', playback: 'playing' })
  })

  it('continues playback while no view is mounted, and shows it in the next view', async () => {
    root.render(<Routes />)
    await expect.poll(() => session.media.video).not.toBeNull()
    const video = await play()
    go('none')
    await expect.poll(() => video.isConnected).toBe(false)
    expect(session.getState().status).toBe('streaming')
    expect(script.last.closed).toBeNull()
    go('corner')
    expect(view()?.contains(video)).toBe(true)
    await nextFrame(video)
    expect(video.paused).toBe(false)
  })
})

describe('a stream view', () => {
  const show = async (props: object = {}) => {
    root.render(
      <StreamProvider session={session}>
        <StreamView {...props} />
      </StreamProvider>,
    )
    await expect.poll(view).not.toBeNull()
    return view()?.getBoundingClientRect()
  }

  it('is 16:9 by default', async () => {
    expect(await show()).toMatchObject({ width: 640, height: 360 })
  })

  it('fills its parent with the fill prop', async () => {
    const parent = document.body.firstElementChild as HTMLElement
    parent.style.height = '500px'
    expect(await show({ fill: true })).toMatchObject({ width: 640, height: 500 })
  })

  it('shows the last frame over the video when the connection closes', async () => {
    await show()
    await play()
    const still = document.querySelector<HTMLCanvasElement>('[data-standby="stream-view-still"]')
    expect(still?.width).not.toBe(320)
    script.emit({ type: 'closed', code: 1006 })
    expect(still).toMatchObject({ width: 320, height: 180 })
    const [red = 0, green = 0, blue = 0] = still?.getContext('2d')?.getImageData(160, 90, 1, 1).data ?? []
    expect(Math.max(red, green, blue)).toBeGreaterThan(150)
  })

  it('does not warn while the styles are on the page', async () => {
    const warn = vi.spyOn(console, 'warn')
    await show()
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })
})
