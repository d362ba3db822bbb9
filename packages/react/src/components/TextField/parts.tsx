'use client'
import { useEffect, useRef, type FormEvent, type KeyboardEvent } from 'react'
import { useInputLock } from '../../hooks/session/useInputLock.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useTextInput } from '../../hooks/session/useTextInput.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { part } from '../../primitives/part/part.tsx'
import { useBrowserLayoutEffect } from '../../primitives/effects/use-layout-effect.ts'
import { textFieldMessages } from './TextField.messages.ts'

const useText = () => useMessages(textFieldMessages)
const useFieldId = () => `${useSessionHandle().id}-text`
const fieldName = 'standby-text'

/** Max length of a text, as in the protocol. */
const maxLength = 4096

function useRoot() {
  const text = useTextInput()
  const label = useText()('textField.label')
  useInputLock(text !== null)
  useFocusBack(text !== null)
  if (!text) return null
  return {
    'data-surface': 'card',
    'aria-label': label,
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault()
      text.submit(String(new FormData(event.currentTarget).get(fieldName) ?? ''))
    },
    onKeyDown: (event: KeyboardEvent<HTMLFormElement>) => {
      // An input method needs both keys itself while it composes.
      if (event.nativeEvent.isComposing) return
      if (event.key === 'Escape') text.cancel()
      else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
      else return
      event.preventDefault()
    },
  }
}
/** The form; nothing while the far end asks for no text. Escape cancels, Control and Enter send. */
export const Root = /* @__PURE__ */ part('TextField.Root', 'form', 'text-field', useRoot)

/** Gives the focus back, once the field closes, to the element that had it before. */
function useFocusBack(shown: boolean): void {
  // A layout effect: it runs before the effect in which the field takes the focus.
  useBrowserLayoutEffect(() => {
    if (!shown) return
    const before = document.activeElement
    return () => {
      const { activeElement } = document
      const isFree = !activeElement || activeElement === document.body || !activeElement.isConnected
      const isOurs = activeElement?.closest('[data-standby="text-field"]')
      if ((isFree || isOurs) && before instanceof HTMLElement && before !== document.body)
        before.focus({ preventScroll: true })
    }
  }, [shown])
}

function useLabel() {
  return { 'data-slot': 'title', htmlFor: useFieldId(), children: useText()('textField.label') }
}
export const Label = /* @__PURE__ */ part('TextField.Label', 'label', 'text-field-title', useLabel)

/** Takes the focus when it appears, so that a phone shows its keyboard. */
function useField<E extends HTMLInputElement | HTMLTextAreaElement>(multiline: boolean) {
  const ref = useRef<E>(null)
  const id = useFieldId()
  const text = useTextInput()
  const shown = text?.multiline === multiline
  useEffect(() => {
    const field = ref.current
    if (!shown || !field) return
    field.value = text.value
    field.focus({ preventScroll: true })
    // An app may render the part as another element, which may have no `select`.
    field.select?.()
  }, [shown, text])
  return { ref, id, text, shown }
}

function useLine() {
  const { ref, id, text, shown } = useField<HTMLInputElement>(false)
  if (!shown || !text) return null
  return {
    ref,
    id,
    name: fieldName,
    type: 'text',
    maxLength,
    autoComplete: 'off',
    enterKeyHint: 'send' as const,
    defaultValue: text.value,
  }
}
export const Input = /* @__PURE__ */ part('TextField.Input', 'input', 'text-field-input', useLine)

function useArea() {
  const { ref, id, text, shown } = useField<HTMLTextAreaElement>(true)
  if (!shown || !text) return null
  return { ref, id, name: fieldName, rows: 3, maxLength, defaultValue: text.value }
}
/** The field for multiline text; nothing for a single line. */
export const Area = /* @__PURE__ */ part('TextField.Area', 'textarea', 'text-field-area', useArea)

function useSend() {
  return { type: 'submit' as const, 'data-action': 'primary', children: useText()('textField.send') }
}
export const Send = /* @__PURE__ */ part('TextField.Send', 'button', 'text-field-send', useSend)

function useCancel() {
  const text = useTextInput()
  const children = useText()('textField.cancel')
  return { 'data-action': 'secondary', onClick: () => text?.cancel(), children }
}
export const Cancel = /* @__PURE__ */ part('TextField.Cancel', 'button', 'text-field-cancel', useCancel)
