'use client'
import { useSyncExternalStore } from 'react'
import type { LazyModule } from './lazy-module.ts'

const notOnServer = () => null

/** The module once it has loaded; `null` before, on a server, and while the page hydrates. Loads nothing by itself. */
export function useLazy<T>(module: LazyModule<T>): T | null {
  return useSyncExternalStore(module.subscribe, module.get, notOnServer)
}
