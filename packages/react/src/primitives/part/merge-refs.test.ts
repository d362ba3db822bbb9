import { createRef } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { mergeRefs } from './merge-refs.ts'

describe('mergeRefs', () => {
  it('is null without any ref', () => {
    expect(mergeRefs([null, undefined])).toBeNull()
  })

  it('sets and clears ref objects and ref callbacks', () => {
    const object = createRef<string>()
    const callback = vi.fn<(node: string | null) => void>()
    const merged = mergeRefs<string>([object, undefined, callback])
    merged?.('node')
    expect(object.current).toBe('node')
    expect(callback).toHaveBeenLastCalledWith('node')
    merged?.(null)
    expect(object.current).toBeNull()
    expect(callback).toHaveBeenLastCalledWith(null)
  })

  it('runs the cleanup that a callback returned instead of calling it with null', () => {
    const cleanup = vi.fn<() => void>()
    const callback = vi.fn<(node: string | null) => () => void>(() => cleanup)
    const merged = mergeRefs<string>([callback])
    merged?.('node')
    merged?.(null)
    expect(cleanup).toHaveBeenCalledTimes(1)
    expect(callback).toHaveBeenCalledTimes(1)
  })
})
