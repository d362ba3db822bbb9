'use client'
import { useSyncExternalStore } from 'react'
import type { LazyChunk } from './lazy-chunk.ts'

const notOnServer = () => null

/** The module once it has loaded; `null` before, on a server, and while the page hydrates. Loads nothing by itself. */
export function useLazy<T>(module: LazyChunk<T>): T | null {
  return useSyncExternalStore(module.subscribe, module.get, notOnServer)
}
