import { StrictMode } from 'react'
import { act } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { createSession } from '@standby/core'
import { manualEnvironment, scriptedSource } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '../../hooks/session/useSession.ts'
import { StreamProvider } from '../../session/StreamProvider.tsx'
import { StreamPlayer } from './StreamPlayer.tsx'

const roots: { unmount(): void }[] = []
const errors = vi.fn<(...args: unknown[]) => void>()

beforeEach(() => {
  errors.mockClear()
  vi.spyOn(console, 'error').mockImplementation(errors)
})
afterEach(() => {
  act(() => roots.splice(0).forEach((root) => root.unmount()))
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

function setUp() {
  const { source, script } = scriptedSource()
  return { script, session: createSession({ source, environment: manualEnvironment(), afk: false }) }
}

/** Puts the server's HTML on the page and hydrates it. */
function hydrate(ui: React.ReactNode, markup = renderToString(ui)) {
  // Ignores warnings of renderToString itself, which runs in a browser-like environment here.
  errors.mockClear()
  const container = document.createElement('div')
  container.innerHTML = markup
  document.body.append(container)
  const before = container.firstElementChild
  act(() => void roots.push(hydrateRoot(container, ui, { onRecoverableError: errors })))
  return { container, before }
}

describe('hydration', () => {
  it('warns about nothing, keeps the server’s nodes and starts the session', () => {
    const { session } = setUp()
    const { container, before } = hydrate(
      <StrictMode>
        <StreamPlayer session={session} poster="poster.jpg" />
      </StrictMode>,
    )
    expect(errors).not.toHaveBeenCalled()
    expect(container.firstElementChild).toBe(before)
    expect(container.querySelector('[data-standby="stream-view"]')?.getAttribute('data-status')).toBe(
      'requesting',
    )
    expect(container.querySelectorAll('video')).toHaveLength(1)
  })

  it.each(['queued', 'streaming', 'failed'])(
    'shows before the first paint that the session is already %s',
    (status) => {
      const { session, script } = setUp()
      const ui = <StreamPlayer session={session} />
      const markup = renderToString(ui)
      session.start()
      if (status === 'queued') script.emit({ type: 'queued', position: 3 })
      if (status === 'streaming') script.play()
      if (status === 'failed') script.emit({ type: 'closed', code: 4003 })
      const { container } = hydrate(ui, markup)
      expect(errors).not.toHaveBeenCalled()
      expect(container.querySelector('[data-standby="stream-view"]')?.getAttribute('data-status')).toBe(
        status,
      )
    },
  )

  it('reads the server’s state first, then the session’s', () => {
    const { session } = setUp()
    const seen: string[] = []
    function Probe() {
      const status = useSession((state) => state.status)
      seen.push(status)
      return <p>{status}</p>
    }
    const ui = (
      <StreamProvider session={session}>
        <Probe />
      </StreamProvider>
    )
    const markup = renderToString(ui)
    session.start()
    seen.length = 0
    const { container } = hydrate(ui, markup)
    expect(seen).toEqual(['ready', 'requesting'])
    expect(container.textContent).toBe('requesting')
    expect(errors).not.toHaveBeenCalled()
  })

  it('reports a mismatch, which proves that these tests can fail', () => {
    const { session } = setUp()
    hydrate(<StreamPlayer session={session} />, '<section data-standby="other">text</section>')
    expect(errors).toHaveBeenCalled()
  })
})
