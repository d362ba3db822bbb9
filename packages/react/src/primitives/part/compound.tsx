'use client'
import { createContext, useContext } from 'react'
import { part, type OwnProps, type Part, type Tag } from './part.tsx'

// Bundlers replace `process.env.NODE_ENV` as text and drop the explanation from production builds.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** A component of several parts, which share one state. */
export interface Compound<State extends object> {
  /** Creates a part that calls the state's hook, once, and provides the state to the parts inside it. */
  root<T extends Tag>(
    name: string,
    tag: T,
    useOwn: (state: State | null) => OwnProps<T> | null,
  ): Part<T, State>
  /**
   * Creates a part that reads the state of the root around it.
   *
   * @param root the name of the root that the part belongs in, for the error outside of it. Default `Root`.
   * @param dataStandby default: as the part's name says
   */
  part<T extends Tag>(
    name: string,
    tag: T,
    useOwn: (state: State) => OwnProps<T> | null,
    root?: string,
    dataStandby?: string,
  ): Part<T, State>
  /**
   * The state of the root around the caller, for a component that is no part.
   *
   * @param name the name of the calling component, for the error
   * @throws outside of a root
   */
  useRootState(name: string): State
}

/**
 * Creates the factory of a component's parts. Names are those that a consumer writes. In `data-standby`,
 * `QueueOverlay.OfferTitle` is `queue-overlay-offer-title`, and `QueueOverlay.Root` is `queue-overlay`.
 *
 * @param component the component's name
 * @param useCompoundState a hook that returns the state, or `null` while there is nothing to show. The returned object
 *   must stay the same until a field changes: a new one renders every part.
 */
export function compound<State extends object>(
  component: string,
  useCompoundState: () => State | null,
): Compound<State> {
  const Context = createContext<State | null>(null)
  if (process.env.NODE_ENV !== 'production') Context.displayName = component

  function useRootState(name: string, root?: string): State {
    const state = useContext(Context)
    if (state) return state
    throw new Error(
      `Standby: <${component}.${name}> is outside of its root.` +
        (process.env.NODE_ENV === 'production' ? '' : whyAndHow(`<${component}.${root ?? 'Root'}>`)),
    )
  }
  const nameOf = (name: string) =>
    `${component}${name}`
      .replace(/Root$/, '')
      .replace(/\B[A-Z]/g, '-$&')
      .toLowerCase()
  return {
    root: (name, tag, useOwn) =>
      part(`${component}.${name}`, tag, nameOf(name), useCompoundState, useOwn, Context.Provider),
    part: (name, tag, useOwn, root, dataStandby = nameOf(name)) =>
      part(`${component}.${name}`, tag, dataStandby, () => useRootState(name, root), useOwn),
    useRootState,
  }
}

function whyAndHow(root: string): string {
  return ` It gets its state from there, so it does not know what to show here. Render it inside of ${root}.`
}
