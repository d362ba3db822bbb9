import type { Clock } from '../../../primitives/context/clock.ts'

/** Time without activity before the bar hides, ms. */
const hideAfterMs = 3000

/** The same after the pointer has left the player, ms. */
const hideAfterLeaveMs = 500

interface AutoHideElements {
  readonly view: HTMLElement
  readonly bar: HTMLElement
}

export interface AutoHide {
  /** The bar stays while the picture does not play. */
  setPlaying(playing: boolean): void
  stop(): void
}

/**
 * Hides the bar (`data-hidden`) without activity and shows it again on any activity. The bar stays while a mouse or
 * the keyboard focus is on it, or a menu is open. Writes to the element directly, so that nothing renders.
 */
export function createAutoHide({ view, bar }: AutoHideElements, clock: Clock): AutoHide {
  const listening = new AbortController()
  let timer: unknown = null
  let playing = false
  /** The focus came by a click. It then stays on the button and says nothing, unlike the focus of a keyboard user. */
  let clicked = false
  /** A mouse rests on the bar. Not `:hover`, which still matches after a finger has left. */
  let over = false

  const wait = (ms: number) => {
    clock.clearTimeout(timer)
    timer = clock.setTimeout(hide, ms)
  }
  const isNeeded = () =>
    !playing ||
    over ||
    bar.querySelector('[aria-expanded="true"]') !== null ||
    (!clicked && bar.contains(bar.ownerDocument.activeElement))
  const hide = () => {
    // No retry: whatever keeps the bar ends with an event (leave, blur, key), which starts the wait again.
    if (!isNeeded()) bar.setAttribute('data-hidden', '')
  }
  const show = () => {
    bar.removeAttribute('data-hidden')
    wait(hideAfterMs)
  }
  const options = { signal: listening.signal, passive: true }
  for (const sign of ['pointermove', 'pointerdown', 'keydown', 'focusin', 'focusout'])
    view.addEventListener(sign, show, options)
  view.addEventListener('pointerdown', () => (clicked = true), options)
  view.addEventListener('keydown', () => (clicked = false), options)
  view.addEventListener(
    'focusout',
    (event) => (clicked &&= view.contains(event.relatedTarget as Node)),
    options,
  )
  bar.addEventListener('pointerenter', ({ pointerType }) => (over = pointerType === 'mouse'), options)
  bar.addEventListener('pointerleave', () => (over = false), options)
  view.addEventListener('pointerleave', () => wait(hideAfterLeaveMs), options)

  return {
    setPlaying(now) {
      playing = now
      show()
    },
    stop() {
      listening.abort()
      clock.clearTimeout(timer)
      bar.removeAttribute('data-hidden')
    },
  }
}
