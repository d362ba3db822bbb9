'use client'
import { useMemo } from 'react'
import { textInputStore, type TextInputRequest } from '../../session/text-input.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useSessionHandle } from './useSessionHandle.ts'

export interface TextInput extends TextInputRequest {
  /** Sends the text to the far end and closes the field. The field stays open where the text cannot be sent. */
  readonly submit: (value: string) => void
  /** Closes the field without sending. */
  readonly cancel: () => void
}

const everything = (request: TextInputRequest | null) => request

/** The far end's request for text; `null` while there is none. */
export function useTextInput(): TextInput | null {
  const session = useSessionHandle()
  const store = textInputStore(session)
  const request = useSource(store, null, everything)
  return useMemo(() => {
    if (!request) return null
    const submit = (value: string) => {
      // A text that cannot be sent now stays in the field, so that the viewer need not type it again.
      if (session.sendInput({ type: 'text', value })) store.clear()
    }
    return { ...request, submit, cancel: () => store.clear() }
  }, [request, session, store])
}
