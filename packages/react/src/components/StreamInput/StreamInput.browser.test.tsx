import { createRoot, type Root } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { createSession, type Session } from '@standby/core'
import { scriptedSource, type SourceScript } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { StreamOverlays } from '../StreamOverlays/StreamOverlays.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { inputStore } from '../../session/input-state.ts'
import '../../styles/index.css'

let root: Root
let session: Session
let script: SourceScript
let host: HTMLElement

const surface = () => host.querySelector('[data-standby="stream-input"]') as HTMLElement
const frame = () => new Promise<void>((resolve) => void requestAnimationFrame(() => resolve()))
const inputs = () =>
  script.last.commands.flatMap((command) => (command.type === 'input' ? [command.event] : []))
const phases = () => inputs().map((event) => ('phase' in event ? `${event.type} ${event.phase}` : event.type))

/** A view of 640 × 360 with a 4:3 picture: 480 px wide, with bars of 80 px. */
beforeEach(async () => {
  host = document.createElement('div')
  Object.assign(host.style, { position: 'absolute', left: '40px', top: '30px', width: '640px' })
  document.body.append(host)
  const scripted = scriptedSource()
  script = scripted.script
  session = createSession({ source: scripted.source, afk: false, muted: true })
  root = createRoot(host)
  flushSync(() =>
    root.render(
      <StreamProvider session={session}>
        <StreamView>
          <StreamOverlays />
        </StreamView>
      </StreamProvider>,
    ),
  )
  const { video } = session.media
  if (!video) throw new Error('No view made a video')
  Object.defineProperties(video, { videoWidth: { value: 800 }, videoHeight: { value: 600 } })
  script.play()
  script.emit({ type: 'tracks', input: true })
  // The capture code is loaded once it reacts to the focus.
  await vi.waitFor(() => {
    surface().blur()
    surface().focus()
    expect(inputStore(session).get().focused).toBe(true)
  }, 15_000)
  surface().blur()
})
afterEach(() => {
  root.unmount()
  session.destroy()
  document.body.replaceChildren()
})

/** `x` and `y` are relative to the view's top left corner, px. */
function fire(type: string, x: number, y: number, init: PointerEventInit & WheelEventInit = {}) {
  const { left, top } = host.getBoundingClientRect()
  const position = { bubbles: true, cancelable: true, clientX: left + x, clientY: top + y }
  const event =
    type === 'wheel'
      ? new WheelEvent(type, { ...position, ...init })
      : new PointerEvent(type, { pointerId: 1, pointerType: 'mouse', button: -1, ...position, ...init })
  surface().dispatchEvent(event)
  return event
}
const down = { button: 0, buttons: 1 }

describe('the pointer', () => {
  it('is mapped to the picture without its bars', () => {
    fire('pointerdown', 80 + 120, 180, down)
    expect(inputs()).toMatchObject([
      { type: 'pointer', phase: 'down', x: 0.25, y: 0.5, button: 0, buttons: 1 },
    ])
  })

  it('is mapped where the page scales and moves the player', () => {
    Object.assign(host.style, { transformOrigin: '0 0', transform: 'translate(40px, 10px) scale(0.5)' })
    const { left, top } = host.getBoundingClientRect()
    const position = { clientX: left + (80 + 360) / 2, clientY: top + 90 / 2 }
    fire('pointerdown', 0, 0, { ...down, ...position })
    expect(inputs()).toMatchObject([{ x: 0.75, y: 0.25 }])
  })

  it('gives the picture the focus and the keys', () => {
    fire('pointerdown', 320, 180, down)
    expect(document.activeElement).toBe(surface())
    expect(inputStore(session).get()).toMatchObject({ focused: true, arrived: false })
  })

  it('sends nothing on the bars beside the picture', () => {
    fire('pointerdown', 20, 180, down)
    fire('pointerup', 20, 180, { button: 0 })
    expect(inputs()).toEqual([])
  })

  it('sends max one move per frame, the newest, and keeps the order', async () => {
    for (let x = 100; x <= 300; x += 10) fire('pointermove', x, 180)
    expect(inputs()).toEqual([])
    await frame()
    await frame()
    expect(inputs()).toMatchObject([{ phase: 'move', x: 220 / 480 }])
    fire('pointermove', 320, 180)
    fire('pointerdown', 320, 180, down)
    expect(phases()).toEqual(['pointer move', 'pointer move', 'pointer down'])
  })

  it('is followed outside the picture while it is down, and can be released there', async () => {
    fire('pointerdown', 320, 180, down)
    fire('pointermove', 2000, 180, { buttons: 1 })
    fire('pointerup', 2000, 180, { button: 0 })
    expect(inputs()).toMatchObject([
      { phase: 'down', x: 0.5 },
      { phase: 'move', x: 1 },
      { phase: 'up', x: 1, buttons: 0 },
    ])
  })

  it('reports two buttons that are down at once separately', () => {
    fire('pointerdown', 320, 180, down)
    fire('pointermove', 320, 180, { button: 2, buttons: 3 })
    fire('pointermove', 320, 180, { button: 0, buttons: 2 })
    fire('pointerup', 320, 180, { button: 2, buttons: 0 })
    expect(inputs()).toMatchObject([
      { phase: 'down', button: 0 },
      { phase: 'down', button: 2 },
      { phase: 'up', button: 0 },
      { phase: 'up', button: 2 },
    ])
  })

  it('reports id and type of fingers and pens, and cancels by the browser', () => {
    fire('pointerdown', 200, 180, { ...down, pointerId: 7, pointerType: 'touch' })
    fire('pointerdown', 320, 180, { ...down, pointerId: 8, pointerType: 'pen' })
    fire('pointercancel', 200, 180, { pointerId: 7, pointerType: 'touch' })
    expect(inputs()).toMatchObject([
      { phase: 'down', pointerId: 7, pointerType: 'touch' },
      { phase: 'down', pointerId: 8, pointerType: 'pen' },
      { phase: 'cancel', pointerId: 7 },
    ])
  })

  it('opens no context menu, and lets a pinch zoom but no swipe scroll', () => {
    expect(fire('contextmenu', 320, 180).defaultPrevented).toBe(true)
    expect(getComputedStyle(surface()).touchAction).toBe('pinch-zoom')
  })

  it('sends nothing for clicks on buttons over the picture', async () => {
    script.emit({ type: 'text-input', value: 'x', multiline: false })
    await expect.poll(() => host.querySelector('[data-standby="text-field-cancel"]')).not.toBeNull()
    await userEvent.click(host.querySelector('[data-standby="text-field-cancel"]') as Element)
    expect(inputs()).toEqual([])
  })
})

describe('the wheel', () => {
  it('scrolls the page while the picture does not have the focus', () => {
    expect(fire('wheel', 320, 180, { deltaY: 120 }).defaultPrevented).toBe(false)
    expect(inputs()).toEqual([])
  })

  it('goes to the far end while the picture has the focus, once per frame', async () => {
    surface().focus()
    expect(fire('wheel', 320, 180, { deltaY: 100 }).defaultPrevented).toBe(true)
    fire('wheel', 320, 180, { deltaY: 20, deltaX: -4 })
    await frame()
    await frame()
    expect(inputs()).toEqual([{ type: 'wheel', x: 0.5, y: 0.5, deltaX: -4, deltaY: 120 }])
  })

  it('converts lines to pixels', async () => {
    surface().focus()
    fire('wheel', 320, 180, { deltaY: 3, deltaMode: 1 })
    await frame()
    await frame()
    expect(inputs()).toMatchObject([{ deltaY: 48 }])
  })

  it('is left to the browser for a pinch zoom', () => {
    surface().focus()
    expect(fire('wheel', 320, 180, { deltaY: 10, ctrlKey: true }).defaultPrevented).toBe(false)
  })
})

describe('the focus of the picture', () => {
  it('releases the pointer and the keys when it leaves', () => {
    fire('pointerdown', 320, 180, down)
    surface().dispatchEvent(new KeyboardEvent('keydown', { key: 'w', code: 'KeyW', cancelable: true }))
    surface().blur()
    expect(phases()).toEqual(['pointer down', 'key down', 'pointer cancel', 'key up'])
  })

  it('leaves on Tab', async () => {
    surface().focus()
    await userEvent.keyboard('{Tab}')
    expect(document.activeElement).not.toBe(surface())
    expect(inputs()).toEqual([])
  })

  it('shows a ring when it came by the keyboard', async () => {
    document.body.prepend(document.createElement('button'))
    document.querySelector('button')?.focus()
    await userEvent.keyboard('{Tab}')
    expect(document.activeElement).toBe(surface())
    expect(getComputedStyle(surface(), '::after').outlineStyle).toBe('solid')
    await expect.poll(() => host.textContent).toContain('Tab leaves the stream')
  })
})
