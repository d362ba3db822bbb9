'use client'
import { useEffect, type RefObject } from 'react'

/**
 * When a focused surface inside the view unmounts, the browser moves the focus to the body, and a keyboard user has to
 * start over. The view takes the focus instead, unless another element has it.
 */
export function useFocusReturn(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (root.current) return watchFocus(root.current)
  }, [root])
}

function watchFocus(view: HTMLElement): () => void {
  const { ownerDocument: page } = view
  let focused: Element | null = view.contains(page.activeElement) ? page.activeElement : null
  const onFocusIn = ({ target }: FocusEvent) => {
    focused = target as Element
  }
  const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
    // Nothing else got the focus: the viewer clicked beside it, or the element is being removed. The observer handles
    // a removal before this timeout runs, so here it was a click.
    if (relatedTarget === null) {
      setTimeout(() => {
        if (focused === target && page.activeElement !== target) focused = null
      })
    } else if (!view.contains(relatedTarget as Node)) focused = null
  }
  const observer = new MutationObserver(() => {
    if (!focused || view.contains(focused)) return
    focused = null
    if (page.activeElement === null || page.activeElement === page.body) view.focus({ preventScroll: true })
  })
  observer.observe(view, { childList: true, subtree: true })
  view.addEventListener('focusin', onFocusIn)
  view.addEventListener('focusout', onFocusOut)
  return () => {
    observer.disconnect()
    view.removeEventListener('focusin', onFocusIn)
    view.removeEventListener('focusout', onFocusOut)
  }
}
