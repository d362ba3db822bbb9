'use client'
import { useSyncExternalStore } from 'react'
import { useSelector as useActorSelector } from '@xstate/react'
import { shallowEqual } from './shallow-equal.ts'

/** What `@xstate/react` reads. The shape stays in this file: XState is an implementation detail. */
interface ActorLike<T> {
  subscribe(observer: { next?: () => void }): { unsubscribe(): void }
  getSnapshot(): T
}

/** Anything that can be read and watched; the value changes identity only when it changes. */
export interface Source<T> {
  get(): T
  subscribe(listener: () => void): () => void
}

const live = new WeakMap<object, ActorLike<unknown>>()
const constants = new WeakMap<object, ActorLike<unknown>>()

function asActor<T>(source: Source<T>): ActorLike<T> {
  let actor = live.get(source) as ActorLike<T> | undefined
  if (!actor) {
    actor = {
      getSnapshot: () => source.get(),
      subscribe: (observer) => ({ unsubscribe: source.subscribe(() => observer.next?.()) }),
    }
    live.set(source, actor)
  }
  return actor
}

/** Never changes: what the server renders and the first client render of hydration repeats. */
function asConstant<T>(source: Source<T>, value: T): ActorLike<T> {
  let actor = constants.get(source) as ActorLike<T> | undefined
  if (!actor) {
    actor = { getSnapshot: () => value, subscribe: () => ({ unsubscribe: () => {} }) }
    constants.set(source, actor)
  }
  return actor
}

const never = () => () => {}

/** `false` on a server and while hydrating; `true` from the first commit on, and at once elsewhere. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/**
 * Reads a slice of a source and renders when the slice changes (shallow-equal unless told otherwise).
 * A session that is already under way when the page hydrates would not match the server's HTML, so the
 * server's value is read first and the real one straight after, before the browser paints.
 */
export function useSource<T, S>(
  source: Source<T>,
  serverValue: T,
  selector: (value: T) => S,
  isEqual: (a: S, b: S) => boolean = shallowEqual,
): S {
  const hydrated = useHydrated()
  const actor = hydrated ? asActor(source) : asConstant(source, serverValue)
  return useActorSelector(actor as never, selector, isEqual)
}
