import type { ReactElement, ReactNode } from 'react'
import { act, render, type RenderOptions, type RenderResult } from '@testing-library/react'
import { createSession, type Session, type SessionOptions } from '@standby/core'
import {
  manualEnvironment,
  scriptedSource,
  type ManualEnvironment,
  type ManualEnvironmentOptions,
  type ScriptedSourceOptions,
  type SourceScript,
} from '@standby/core/testing'
import { ClockContext } from './primitives/context/clock.ts'
import { StreamProvider } from './session/StreamProvider.tsx'

export interface RenderSessionOptions {
  /** Start time of the clock; local epoch, ms. Default: 2030-01-01 12:00 UTC. */
  now?: number
  /** `false` leaves the session `ready`. A `StreamView` still starts it unless `autoStart` is `false`. Default `true`. */
  start?: boolean
  /** Options of the session. */
  session?: Omit<SessionOptions, 'source' | 'environment'>
  /** Options of the scripted source: kind, id, defaults, places. */
  source?: ScriptedSourceOptions
  /** Options of the environment, e.g. online, visible, storage. */
  environment?: Omit<ManualEnvironmentOptions, 'now'>
  /** Options of Testing Library's `render`. */
  render?: RenderOptions
}

export interface RenderedSession extends RenderResult {
  readonly session: Session
  /** Plays the far end: emits source events and samples. */
  readonly script: SourceScript
  /** Controls time and environment. `clock.advance(ms)` also runs the timers that are due. */
  readonly clock: ManualEnvironment
}

/**
 * Renders components with a session whose far end, time and environment the test controls. Calls on `script` and
 * `clock` are wrapped in `act`; wrap calls on `session` yourself.
 *
 * @example
 * const { script, clock } = renderSession(<QueueOverlay />)
 * script.emit({ type: 'queued', position: 3 })
 */
export function renderSession(ui: ReactElement, options: RenderSessionOptions = {}): RenderedSession {
  const { now, start = true } = options
  const environment = manualEnvironment({ ...options.environment, ...(now !== undefined && { now }) })
  const { source, script } = scriptedSource(options.source)
  const session = createSession({ ...options.session, source, environment })
  if (start) session.start()

  const Wrapper = options.render?.wrapper
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ClockContext.Provider value={environment}>
      <StreamProvider session={session}>{Wrapper ? <Wrapper>{children}</Wrapper> : children}</StreamProvider>
    </ClockContext.Provider>
  )
  const rendered = render(ui, { ...options.render, wrapper })
  return { ...rendered, session, script: inAct(script), clock: inAct(environment) }
}

export interface RenderedSessionHook<T> extends Omit<RenderedSession, 'rerender'> {
  /** Renders the component that calls the hook again. */
  readonly rerender: () => void
  /** `current` is the last value the hook returned, `all` every value, oldest first. */
  readonly result: { readonly current: T; readonly all: readonly T[] }
}

/** Like `renderSession`, for a hook. Every render of the component that calls it adds to `result.all`. */
export function renderSessionHook<T>(
  useHook: () => T,
  options?: RenderSessionOptions,
): RenderedSessionHook<T> {
  const all: T[] = []
  function Probe() {
    all.push(useHook())
    return null
  }
  const rendered = renderSession(<Probe />, options)
  const result = {
    all,
    get current() {
      return all[all.length - 1] as T
    },
  }
  return { ...rendered, rerender: () => rendered.rerender(<Probe />), result }
}

/** A proxy of the object that runs every method inside `act`. */
function inAct<T extends object>(target: T): T {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        let result: unknown
        act(() => {
          result = value.apply(object, args)
        })
        return result
      }
    },
  })
}
