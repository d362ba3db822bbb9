'use client'
import { useInsertionEffect, useRef } from 'react'

/** A ref to the value of the last commit: callbacks may change on every render and are always the latest. */
export function useLatest<T>(value: T): { readonly current: T } {
  const ref = useRef(value)
  useInsertionEffect(() => {
    ref.current = value
  })
  return ref
}
