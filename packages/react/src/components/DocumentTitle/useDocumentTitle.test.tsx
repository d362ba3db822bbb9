import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { I18nProvider } from '../../i18n/I18nProvider.tsx'
import { renderSessionHook, type RenderSessionOptions } from '../../testing.tsx'
import { useDocumentTitle } from './useDocumentTitle.ts'

beforeEach(() => {
  document.title = 'My app'
})
afterEach(() => {
  document.title = ''
})

const show = (options?: RenderSessionOptions) => renderSessionHook(() => useDocumentTitle(), options)

describe('useDocumentTitle', () => {
  it('shows the position in the queue and says when a place is ready', () => {
    const { script } = show()
    expect(document.title).toBe('My app')
    script.emit({ type: 'queued', position: 12 })
    expect(document.title).toBe('12 · My app')
    script.emit({ type: 'queued', position: 1, offer: { expiresInMs: 30_000 } })
    expect(document.title).toBe('Your place is ready · My app')
    script.play()
    expect(document.title).toBe('My app')
  })

  it('shows the AFK warning and how the session ended', () => {
    const { script } = show()
    script.play()
    script.emit({ type: 'afk', remainingMs: 30_000 })
    expect(document.title).toBe('Are you still there? · My app')
    script.emit({ type: 'closed', code: 4004, reason: 'afk' })
    expect(document.title).toBe('Ended while you were away · My app')
  })

  it('shows nothing when the viewer ended the session', () => {
    const { session, clock } = show()
    act(() => session.leave())
    clock.advance(0)
    expect(session.getState().status).toBe('disconnected')
    expect(document.title).toBe('My app')
  })

  it('causes no render', () => {
    const { script, result } = show()
    for (const position of [3, 2, 1]) script.emit({ type: 'queued', position })
    expect(result.all).toHaveLength(1)
  })

  it('restores the title on unmount', () => {
    const { script, unmount } = show()
    script.emit({ type: 'queued', position: 3 })
    unmount()
    expect(document.title).toBe('My app')
  })

  it('keeps a title that the app sets meanwhile', () => {
    const { script, unmount } = show()
    script.emit({ type: 'queued', position: 3 })
    document.title = 'Another page'
    script.emit({ type: 'queued', position: 2 })
    expect(document.title).toBe('2 · Another page')
    document.title = 'A third one'
    unmount()
    expect(document.title).toBe('A third one')
  })

  it('uses the app’s own function of the last render', () => {
    let prefix = 'Place'
    const { script, rerender } = renderSessionHook(() =>
      useDocumentTitle(({ queue }) => (queue ? `${prefix} ${queue.position}` : null)),
    )
    script.emit({ type: 'queued', position: 3 })
    expect(document.title).toBe('Place 3 · My app')
    prefix = 'No.'
    rerender()
    script.emit({ type: 'queued', position: 2 })
    expect(document.title).toBe('No. 2 · My app')
  })

  it('uses the viewer’s language', () => {
    const messages = { 'queueOverlay.offer.title': 'C’est à vous' }
    const { script } = show({
      render: {
        wrapper: ({ children }) => (
          <I18nProvider locale="fr" messages={messages}>
            {children}
          </I18nProvider>
        ),
      },
    })
    script.emit({ type: 'queued', position: 1, offer: { expiresInMs: 30_000 } })
    expect(document.title).toBe('C’est à vous · My app')
  })
})
