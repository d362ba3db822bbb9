import { createRoot, type Root } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { createSession, type Session } from '@standby/core'
import { scriptedSource } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { StreamView } from '../StreamView/StreamView.tsx'
import { AfkWarning } from './AfkWarning.tsx'
import '../../styles/index.css'

let root: Root
let session: Session
let host: HTMLElement

const status = () => session.getState().status
const dialog = () => host.querySelector('dialog') as HTMLDialogElement

// Needs a real browser: only there a modal dialog makes the page inert and takes the focus.
beforeEach(async () => {
  host = document.createElement('div')
  host.style.width = '640px'
  document.body.append(host)
  const { source, script } = scriptedSource()
  session = createSession({ source, muted: true })
  root = createRoot(host)
  flushSync(() =>
    root.render(
      <StreamProvider session={session}>
        <StreamView>
          <AfkWarning />
        </StreamView>
      </StreamProvider>,
    ),
  )
  script.play()
  script.emit({ type: 'afk', remainingMs: 30_000 })
  await expect.poll(() => dialog().matches(':modal')).toBe(true)
})
afterEach(() => {
  root.unmount()
  session.destroy()
  document.body.replaceChildren()
})

describe('the modal warning', () => {
  it('puts the focus on "I’m still here"', () => {
    expect(document.activeElement?.textContent).toBe('I’m still here')
  })

  it.each(['w', '{Escape}', '{Enter}', 'x'])('keeps the session on the key %s', async (key) => {
    await userEvent.keyboard(key)
    await expect.poll(status).toBe('streaming')
  })

  it('reaches Leave by Tab and leaves on Enter', async () => {
    await userEvent.keyboard('{Tab}')
    expect(status()).toBe('idle')
    expect(document.activeElement?.textContent).toBe('Leave')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => session.getState().end).toMatchObject({ kind: 'left' })
  })

  it('keeps the session on a click outside it', async () => {
    const { left, bottom } = dialog().getBoundingClientRect()
    const target = document.elementFromPoint(left + 20, bottom + 40)
    expect(target).toBe(dialog())
    target?.dispatchEvent(
      new PointerEvent('pointerdown', { clientX: left + 20, clientY: bottom + 40, bubbles: true }),
    )
    await expect.poll(status).toBe('streaming')
  })

  it('stays open while the pointer moves to Leave, and leaves on a click', async () => {
    const leave = [...dialog().querySelectorAll('button')].find((button) => button.textContent === 'Leave')
    if (!leave) throw new Error('There is no way to leave')
    await userEvent.hover(leave)
    expect(status()).toBe('idle')
    await userEvent.click(leave)
    await expect.poll(() => session.getState().end).toMatchObject({ kind: 'left' })
  })
})
