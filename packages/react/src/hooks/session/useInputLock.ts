'use client'
import { useEffect } from 'react'
import { inputStore } from '../../components/StreamInput/input-state.ts'
import { useSessionHandle } from './useSessionHandle.ts'

/**
 * Keeps the viewer's input from the far end while `locked`: a menu or a form of yours is open over the picture.
 * Keys that are down are let go. The kit's own dialogs and gates do this by themselves.
 */
export function useInputLock(locked: boolean): void {
  const session = useSessionHandle()
  useEffect(() => {
    if (locked) return inputStore(session).lock()
  }, [locked, session])
}
