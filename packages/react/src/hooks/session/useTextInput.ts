'use client'
import { useMemo } from 'react'
import { textInputStore, type TextInputRequest } from '../../session/text-input.ts'
import { useSource } from '../../session/reading/use-selector.ts'
import { useSessionHandle } from './useSessionHandle.ts'

export interface TextInput extends TextInputRequest {
  /** Sends the text to the far end and closes the field; it stays while nothing takes input. */
  readonly submit: (value: string) => void
  /** Closes the field without sending. */
  readonly cancel: () => void
}

const everything = (request: TextInputRequest | null) => request

/** The text field that the far end asks for; `null` while it asks for none. */
export function useTextInput(): TextInput | null {
  const session = useSessionHandle()
  const store = textInputStore(session)
  const request = useSource(store, null, everything)
  return useMemo(() => {
    if (!request) return null
    const submit = (value: string) => {
      // What cannot be sent now is not thrown away: the viewer would have to write it again.
      if (session.sendInput({ type: 'text', value })) store.clear()
    }
    return { ...request, submit, cancel: () => store.clear() }
  }, [request, session, store])
}
