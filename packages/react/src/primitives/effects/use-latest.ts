'use client'
import { useInsertionEffect, useRef } from 'react'

/** A ref to the value of the last commit. Effects can use the latest callback without depending on it. */
export function useLatest<T>(value: T): { readonly current: T } {
  const ref = useRef(value)
  useInsertionEffect(() => {
    ref.current = value
  })
  return ref
}
