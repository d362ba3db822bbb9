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
import { ClockContext } from './session/reading/clock.ts'
import { StreamProvider } from './session/StreamProvider.tsx'

export interface RenderSessionOptions {
  /** Where the clock stands; local epoch, ms. Left out: 2030-01-01, noon, UTC. */
  now?: number
  /** `false` leaves the session `ready`; a `StreamView` starts it all the same unless `autoStart` is false. */
  start?: boolean
  /** Options of the session. */
  session?: Omit<SessionOptions, 'source' | 'environment'>
  /** Kind, id, defaults and places of the scripted source. */
  source?: ScriptedSourceOptions
  /** Online, visible, storage and the like. */
  environment?: Omit<ManualEnvironmentOptions, 'now'>
  /** Options of Testing Library's `render`. */
  render?: RenderOptions
}

export interface RenderedSession extends RenderResult {
  readonly session: Session
  /** The far end: says what the test wants it to say. */
  readonly script: SourceScript
  /** The time and the surroundings; `clock.advance(ms)` also runs what falls due. */
  readonly clock: ManualEnvironment
}

/**
 * Renders components with a session whose far end, time and surroundings belong to the test. What `script`
 * and `clock` do is wrapped in `act`; wrap what you call on `session` yourself.
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
  /** Renders the component that calls the hook once more. */
  readonly rerender: () => void
  /** `current` is what the hook returned last, `all` everything it returned, oldest first. */
  readonly result: { readonly current: T; readonly all: readonly T[] }
}

/** The same for a hook: every render of the component that calls it adds to `result.all`. */
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

/** The same object, with every method run inside `act`. */
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
