'use client'
import { useEffect } from 'react'
import { inputStore } from '../../session/input-state.ts'
import { useSessionHandle } from './useSessionHandle.ts'

/**
 * Sends no input to the far end while `locked`. Use it while a menu or form of your own is open over the picture.
 * Pressed keys are released. The kit's own dialogs and gates need no lock.
 */
export function useInputLock(locked: boolean): void {
  const session = useSessionHandle()
  useEffect(() => {
    if (locked) return inputStore(session).lock()
  }, [locked, session])
}
