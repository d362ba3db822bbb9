'use client'
import { useEffect, useRef, type FormEvent, type KeyboardEvent } from 'react'
import { useInputLock } from '../../hooks/session/useInputLock.ts'
import { useSessionHandle } from '../../hooks/session/useSessionHandle.ts'
import { useTextInput, type TextInput } from '../../hooks/session/useTextInput.ts'
import { useMessages } from '../../i18n/use-messages.ts'
import { compound } from '../../primitives/part/compound.tsx'
import { useBrowserLayoutEffect } from '../../primitives/effects/use-layout-effect.ts'
import { textFieldMessages } from './TextField.messages.ts'

export type TextFieldState = TextInput
const textField = /* @__PURE__ */ compound('TextField', useTextInput)

const useText = () => useMessages(textFieldMessages)
const useFieldId = () => `${useSessionHandle().id}-text`
const fieldName = 'standby-text'

/** Max length of a text, as in the protocol. */
const maxLength = 4096

function useRoot(text: TextFieldState | null) {
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
export const Root = /* @__PURE__ */ textField.root('Root', 'form', useRoot)

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
export const Label = /* @__PURE__ */ textField.part('Label', 'label', useLabel, 'Root', 'text-field-title')

/** Takes the focus when it appears, so that a phone shows its keyboard. */
function useField<E extends HTMLInputElement | HTMLTextAreaElement>(
  text: TextFieldState,
  multiline: boolean,
) {
  const ref = useRef<E>(null)
  const id = useFieldId()
  const shown = text.multiline === multiline
  useEffect(() => {
    const field = ref.current
    if (!shown || !field) return
    field.value = text.value
    field.focus({ preventScroll: true })
    // An app may render the part as another element, which may have no `select`.
    field.select?.()
  }, [shown, text])
  return shown ? { ref, id, name: fieldName, maxLength, defaultValue: text.value } : null
}

function useLine(text: TextFieldState) {
  const field = useField<HTMLInputElement>(text, false)
  return field && { ...field, type: 'text', autoComplete: 'off', enterKeyHint: 'send' as const }
}
export const Input = /* @__PURE__ */ textField.part('Input', 'input', useLine)

function useArea(text: TextFieldState) {
  const field = useField<HTMLTextAreaElement>(text, true)
  return field && { ...field, rows: 3 }
}
/** The field for multiline text; nothing for a single line. */
export const Area = /* @__PURE__ */ textField.part('Area', 'textarea', useArea)

function useSend() {
  return { type: 'submit' as const, 'data-action': 'primary', children: useText()('textField.send') }
}
export const Send = /* @__PURE__ */ textField.part('Send', 'button', useSend)

function useCancel({ cancel }: TextFieldState) {
  const children = useText()('textField.cancel')
  return { 'data-action': 'secondary', onClick: () => cancel(), children }
}
export const Cancel = /* @__PURE__ */ textField.part('Cancel', 'button', useCancel)
