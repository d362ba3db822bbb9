import type { MutableRefObject, Ref, RefCallback } from 'react'

type Cleanup = void | (() => void)

/** Merges refs into one. Runs the cleanup functions that callback refs may return in React 19, also in React 18. */
export function mergeRefs<T>(refs: readonly (Ref<T> | undefined)[]): RefCallback<T> | null {
  const present = refs.filter((ref) => ref !== null && ref !== undefined)
  if (present.length === 0) return null
  let cleanups: Cleanup[] = []
  return (node) => {
    if (node === null) {
      present.forEach((ref, index) => {
        const cleanup = cleanups[index]
        if (cleanup) cleanup()
        else assign(ref, null)
      })
      cleanups = []
    } else cleanups = present.map((ref) => assign(ref, node))
  }
}

function assign<T>(ref: Ref<T>, node: T | null): Cleanup {
  if (typeof ref === 'function') return ref(node) as Cleanup
  if (ref) (ref as MutableRefObject<T | null>).current = node
}
