'use client'
import { useSyncExternalStore } from 'react'
import { useSelector as useActorSelector } from '@xstate/react'
import { shallowEqual } from '../../primitives/equality/shallow-equal.ts'

/** The interface that `@xstate/react` reads. It stays in this file: XState is an implementation detail. */
interface ActorLike<T> {
  subscribe(observer: { next?: () => void }): { unsubscribe(): void }
  getSnapshot(): T
}

/** A value that can be read and subscribed to. Its identity changes only when the value changes. */
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

/** A constant source, for the value in the server's render and in the first client render of hydration. */
function asConstant<T>(source: Source<T>, value: T): ActorLike<T> {
  let actor = constants.get(source) as ActorLike<T> | undefined
  if (!actor) {
    actor = { getSnapshot: () => value, subscribe: () => ({ unsubscribe: () => {} }) }
    constants.set(source, actor)
  }
  return actor
}

const never = () => () => {}

/** `false` on a server and during hydration, then `true`. Without hydration `true` from the first render on. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/**
 * Returns a slice of a source and renders when it changes (shallow-equal, or `isEqual`). A session that already runs
 * when the page hydrates would not match the server's HTML. So hydration reads the server's value first, then the real
 * one before the browser paints.
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
