import type { Clock } from '../../session/reading/clock.ts'

/** Without pointer or focus for so long, the bar goes, ms. */
const hideAfterMs = 3000

/** The pointer left the player: no need to wait. */
const hideAfterLeaveMs = 500

interface AutoHideElements {
  readonly view: HTMLElement
  readonly bar: HTMLElement
}

export interface AutoHide {
  /** A bar over a picture that does not play stays. */
  setPlaying(playing: boolean): void
  stop(): void
}

/**
 * Hides the bar (`data-hidden`) when nobody needs it and shows it again at any sign of a viewer. Written to
 * the element: nothing renders for it. Stays while the pointer or keyboard focus is on it, or a menu is open.
 */
export function createAutoHide({ view, bar }: AutoHideElements, clock: Clock): AutoHide {
  const listening = new AbortController()
  let timer: unknown = null
  let playing = false
  /** The focus came by a click, which leaves it behind on the button; a keyboard user still looks there. */
  let clicked = false
  /** A mouse rests on the bar. A finger that has left still counts as hovering, so `:hover` would not do. */
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
    // What keeps it ends with an event (leave, blur, a key), and that one waits again.
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
