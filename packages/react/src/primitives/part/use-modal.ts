'use client'
import { useEffect, useMemo, useRef, type RefObject, type SyntheticEvent } from 'react'
import { useLatest } from '../effects/use-latest.ts'

interface Modal {
  readonly ref: RefObject<HTMLDialogElement>
  readonly onCancel: (event: SyntheticEvent) => void
  readonly onClose: (event: SyntheticEvent<HTMLDialogElement>) => void
}

/**
 * Opens a `<dialog>` modally while it is shown. The browser focuses its first button and gives the focus back when it
 * closes. `onDismiss` runs for every close that is not our own, e.g. Escape or a back gesture.
 */
export function useModal(shown: boolean, onDismiss?: () => void): Modal {
  const ref = useRef<HTMLDialogElement>(null)
  const dismiss = useLatest(onDismiss)
  useEffect(() => {
    const dialog = ref.current
    if (!shown || !dialog) return
    open(dialog)
    return () => close(dialog)
  }, [shown])
  return useMemo(
    () => ({
      ref: ref as RefObject<HTMLDialogElement>,
      // Not closed here: the dialog closes when the session's state changes.
      onCancel: (event) => {
        event.preventDefault()
        dismiss.current?.()
      },
      onClose: ({ currentTarget }) => {
        if (!currentTarget.open) dismiss.current?.()
      },
    }),
    [dismiss],
  )
}

/** Old browsers and jsdom have no modal dialogs: there the dialog is open but not modal. */
function open(dialog: HTMLDialogElement): void {
  if (dialog.open) return
  if (dialog.showModal) dialog.showModal()
  else dialog.setAttribute('open', '')
}

function close(dialog: HTMLDialogElement): void {
  if (dialog.close) dialog.close()
  else dialog.removeAttribute('open')
}
