import { act, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { describePart } from '../../primitives/part/conformance.fixture.tsx'
import { staged } from '../../primitives/part/staged.fixture.tsx'
import { inputStore } from '../../session/input-state.ts'
import { renderSession } from '../../testing.tsx'
import { Root } from './index.ts'
import { InputLockHint } from './InputLockHint.tsx'

const takes = staged(({ session, script }) => {
  session.start()
  script.play()
  script.emit({ type: 'tracks', input: true })
})
describePart(Root, { name: 'input-lock-hint', wrapper: takes })

afterEach(() => vi.unstubAllGlobals())

const show = () => {
  const rendered = renderSession(<InputLockHint />)
  rendered.script.play()
  rendered.script.emit({ type: 'tracks', input: true })
  const store = inputStore(rendered.session)
  return {
    ...rendered,
    set: (change: Parameters<typeof store.set>[0]) => act(() => store.set(change)),
    store,
  }
}
const hint = () => document.querySelector('[data-standby="input-lock-hint"]')?.textContent ?? null

describe('InputLockHint', () => {
  it('is hidden where the source takes no input', () => {
    renderSession(<InputLockHint />).script.play()
    expect(hint()).toBeNull()
  })

  it('says how to take control', () => {
    show()
    expect(hint()).toBe('Click the picture to take control')
  })

  it('says "Tap" on a touch screen', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener() {}, removeEventListener() {} }))
    show()
    expect(hint()).toBe('Tap the picture to take control')
  })

  it('says "Click" where the browser refuses the pointer query', () => {
    vi.stubGlobal('matchMedia', () => {
      throw new Error('refused')
    })
    show()
    expect(hint()).toBe('Click the picture to take control')
  })

  it('disappears once the viewer has taken control by a click', () => {
    show().set({ focused: true })
    expect(hint()).toBeNull()
  })

  it('says how to leave when the focus came by the keyboard', () => {
    const { set } = show()
    set({ focused: true, arrived: true })
    expect(hint()).toBe('Tab leaves the stream')
    set({ tab: true })
    expect(hint()).toBe('Hold Esc to leave the stream')
  })

  it('says that keys are paused while an overlay is open', () => {
    const { store } = show()
    let unlock = () => {}
    act(() => {
      unlock = store.lock()
    })
    expect(hint()).toBe('Keys are paused while this is open')
    act(() => unlock())
    expect(hint()).toBe('Click the picture to take control')
  })

  it.each([
    ['the AFK warning is open', { type: 'afk', remainingMs: 30_000 }],
    ['the connection is lost', { type: 'closed', code: 1006 }],
  ] as const)('is hidden while %s', (_, event) => {
    show().script.emit(event)
    expect(hint()).toBeNull()
  })

  it('lets clicks through to the picture', () => {
    show()
    expect(screen.getByText(/Click/).closest<HTMLElement>('[data-surface]')?.style.pointerEvents).toBe('none')
  })
})
