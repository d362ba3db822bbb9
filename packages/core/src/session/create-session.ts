import { createActor } from 'xstate'
import { createAlarm } from '../machine/alarm.ts'
import { boundedEvent } from '../source/bounded-events.ts'
import { browserEnvironment } from '../environment/browser-environment.ts'
import { isDevelopment } from '../environment/is-development.ts'
import { type Connection, guarded, openConnection } from '../source/connection.ts'
import type {
  StreamInputEvent,
  LiveSample,
  SourceCommand,
  SourceEvent,
  StatsSample,
  Tracks,
} from '../source/source-contract.ts'
import { replaceFormerRevision } from './hot-reload.ts'
import { type ActivityDetector, detectActivity } from './activity-detector.ts'
import { createListeners } from './listeners.ts'
import { deadlineOf } from '../machine/deadlines.ts'
import type { Now, SessionEvent } from '../machine/events.ts'
import type { ConnectionInput } from '../machine/context.ts'
import { sessionMachine } from '../machine/machine.ts'
import { statePaths } from '../machine/state-paths.ts'
import { observeMedia } from '../media/media-observer.ts'
import { projectState } from './project-state.ts'
import { resolvePolicies } from '../policies/resolve-policies.ts'
import { resumeTokens } from './resume-token.ts'
import { sessionEvents } from './session-events.ts'
import { createViewSlot } from './view-slot.ts'
import type { Session, SessionOptions, ViewSurface } from './session.ts'
import { createStore } from './store.ts'
import { brand, major } from './session-brand.ts'
import { version } from '../environment/version.ts'
import { tellFarEndEveryMs } from '../policies/limits.ts'

type DistributiveOmit<T, K extends keyof any> = T extends unknown ? Omit<T, K> : never
type Bare = DistributiveOmit<SessionEvent, 'now'>

// Bundlers replace it as text. Declared here to avoid the types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const noTracks: Tracks = { qualities: null, texts: null, audios: null }
let count = 0

/**
 * One viewer's session with one stream. Inert until `start()` or the first attach: no listener, timer,
 * storage read or request. On a server it stays inert. The caller must destroy it.
 */
export function createSession(options: SessionOptions): Session {
  const { source, autoStart = true } = options
  const environment = options.environment ?? browserEnvironment()
  const policies = resolvePolicies(options)
  const events = sessionEvents(environment)
  const tokens = resumeTokens(source, environment, () =>
    dispatch({
      type: 'source.closed',
      detail: { type: 'closed', code: 4100, reason: 'taken-over', cause: 'taken-over' },
    }),
  )
  const listeners = createListeners()
  const tracks = createStore<Tracks>(noTracks)
  const live = createStore<LiveSample | null>(null)
  const stats = createStore<StatsSample | null>(null)

  let connection: Connection | null = null
  let view: ViewSurface | null = null
  let destroyed = false
  let leaving: unknown = null
  let activityDetector: ActivityDetector | null = null
  let toldFarEndAt = -Infinity
  let stopWatching: (() => void) | null = null

  const media = observeMedia({
    environment,
    report: ({ type }) => {
      // Without a connection the element still has the media of the last one.
      if (!connection || type === 'ended') return
      if (type === 'first-frame') events.firstFrame()
      dispatch({ type: `media.${type}` })
    },
    initial: { muted: options.muted ?? false, volume: options.volume ?? 1 },
  })

  const viewSlot = createViewSlot(media)

  const surroundings = (): Now => ({
    at: environment.now(),
    chance: environment.random(),
    online: environment.online,
    visible: environment.visible,
    attached: view !== null,
    attended: view !== null && !media.get().pictureInPicture,
  })

  const fromSource = (event: SourceEvent) => {
    switch (event.type) {
      case 'tracks': {
        const { type: _, ...offered } = event
        return tracks.set({ ...tracks.get(), ...offered })
      }
      case 'notice':
        return events.tell('notice', { text: event.text })
      case 'message':
        return events.tell('message', { data: event.data })
      case 'text-input':
        return events.tell('text-input', { value: event.value, multiline: event.multiline })
      case 'media':
        if (event.state === 'first-frame') events.firstFrame()
        return dispatch({ type: `media.${event.state}` })
      case 'stalled':
        media.starve()
        break
      case 'assigned':
        events.assigned()
    }
    dispatch({ type: `source.${event.type}`, detail: event } as Bare)
  }

  const openFor = (how: ConnectionInput) => {
    const opened = openConnection({
      source,
      environment,
      ...how,
      emit: fromSource,
      sample: (kind, value) =>
        kind === 'live' ? live.set(value as LiveSample) : stats.set(value as StatsSample),
    })
    connection = opened
    media.expectFirstFrame()
    if (viewSlot.surface) opened.attach(viewSlot.surface)
    return () => {
      // Exit actions come before the assigns of a transition, so the reason is read from the new snapshot.
      const { end } = actor.getSnapshot().context
      media.keepLastFrame()
      opened.close(end?.code ?? 1000, end?.reason ?? (destroyed ? 'destroyed' : end ? 'ended' : 'retry'))
      // Input and microphone end with the connection. The choice of tracks stays for the next one.
      tracks.set({ ...tracks.get(), microphone: null, input: null })
      if (connection === opened) connection = null
    }
  }

  /** No connection is open to release the place, so an end during the pause releases it through the source. */
  const pause = (token: string | null) => () => {
    if (token !== null && (destroyed || actor.getSnapshot().context.end))
      guarded(() => source.release?.(token, environment))
  }

  const actor = createActor(sessionMachine, {
    input: {
      policies,
      watchesEnds: options.restart === 'watch',
      port: { open: openFor, pause, askControl: () => void send({ type: 'reconnect' }) },
    },
  })

  let state = projectState(actor.getSnapshot())
  const alarm = createAlarm(environment, () => look())

  const dispatch = (event: Bare) => {
    if (destroyed) return
    const byMs = alarm.jumped()
    if (byMs !== 0) actor.send({ type: 'clock', byMs, now: surroundings() })
    actor.send({ ...event, now: surroundings() } as SessionEvent)
  }

  /** A deadline is due or the surroundings changed. Input that was not reported yet comes first. */
  const look = () => {
    activityDetector?.flush()
    dispatch({ type: 'alarm' })
  }

  const send = (command: SourceCommand): boolean => connection?.command(command) ?? false

  /** The AFK warning blocks input, except the release of keys and buttons that were pressed before. */
  const acceptsInput = (event: StreamInputEvent) =>
    state.status === 'streaming' ||
    (state.status === 'idle' && 'phase' in event && (event.phase === 'up' || event.phase === 'cancel'))

  const keepToken = () => {
    const { token, resumeWindowMs } = actor.getSnapshot().context
    if (token !== null && resumeWindowMs !== null)
      tokens.keep({ token, until: environment.now() + resumeWindowMs })
  }

  /** Tells the far end that the viewer is present. Otherwise its own AFK countdown would end the session. */
  const tellFarEnd = () => {
    toldFarEndAt = environment.now()
    send({ type: 'activity' })
  }

  /** Listens to the page from the start of a run to its end. */
  const watchSurroundings = () => {
    const stops: (() => void)[] = []
    stopWatching = () => {
      for (const stop of stops) stop()
      activityDetector = null
    }
    for (const name of ['online', 'offline', 'pageshow', 'resume'] as const)
      stops.push(environment.on(name, look))
    stops.push(
      environment.on('pagehide', keepToken),
      environment.on('visibilitychange', () => {
        if (environment.visible) tokens.forget()
        else keepToken()
        look()
      }),
      media.subscribe(noticeAttendance),
    )
    if (policies.afk) {
      activityDetector = detectActivity({
        environment,
        policy: policies.afk,
        isCounting: () => state.status === 'idle',
        view: () => view?.container ?? null,
        report(inputAt) {
          const counting = state.status === 'idle'
          dispatch({ type: 'activity', inputAt })
          if (counting || Math.abs(environment.now() - toldFarEndAt) >= tellFarEndEveryMs) tellFarEnd()
        },
      })
      stops.push(activityDetector.stop)
    }
  }

  /** Starts and stops listening to the page, as the state requires. */
  const followPage = () => {
    const over = state.end !== null || state.status === 'ready'
    if (!over) {
      if (!stopWatching) watchSurroundings()
    } else if (stopWatching) {
      stopWatching()
      stopWatching = null
      tokens.forget()
    }
    tokens.use(actor.getSnapshot().context.token)
  }

  /** A view that becomes attended counts as input: before, the viewer could not see a warning. */
  let attended = false
  const noticeAttendance = () => {
    const before = attended
    attended = surroundings().attended
    if (attended === before) return
    if (attended) activityDetector?.stamp()
    look()
  }

  actor.subscribe((snapshot) => {
    const former = state
    state = projectState(snapshot, former)
    alarm.set(deadlineOf(snapshot, surroundings()))
    if (state !== former) {
      if (state.end && !former.end) {
        tracks.set(noTracks)
        live.set(null)
      }
      events.changed(former, state)
      listeners.notify()
    }
    // Last: an error of the page must stop neither the alarm nor the listeners.
    if (!destroyed) guarded(followPage)
  })
  actor.start()

  const begin = (type: 'start' | 'retry' | 'watch') => {
    if (leaving !== null) environment.clearTimeout(leaving)
    leaving = null
    // On a server there is no viewer.
    if (!environment.document) return
    const { run } = state
    dispatch(type === 'start' && state.status === 'ready' ? { type, kept: tokens.claim() } : { type })
    // Called inside the viewer's click: browsers require a gesture before they allow sound.
    if (state.run !== run) media.play()
  }

  const session: Session & { readonly [brand]: number } = {
    [brand]: major,
    id: `standby-${++count}`,
    source,
    policies,

    getState: () => state,
    subscribe: listeners.add,
    on: events.on,

    start: () => begin('start'),
    retry: () => begin(state.status === 'ready' ? 'start' : 'retry'),
    watch: () => begin('watch'),
    leave() {
      if (destroyed || leaving !== null || state.end || state.status === 'ready') return
      // Not at once: React's StrictMode leaves and starts again in the same task. That must change nothing.
      leaving = environment.setTimeout(() => {
        leaving = null
        dispatch({ type: 'leave' })
      }, 0)
    },
    stay() {
      const counting = state.status === 'idle'
      dispatch({ type: 'stay' })
      if (counting) tellFarEnd()
    },
    giveUp: () => dispatch({ type: 'give-up' }),
    notifyActivity: () => activityDetector?.stamp(),
    holdAfk: (options) =>
      activityDetector?.hold(boundedEvent(options, environment.now())?.maxMs ?? 0) ?? (() => {}),
    acceptOffer: () => void send({ type: 'accept' }),
    declineOffer: () => void send({ type: 'decline' }),
    setRuntimeDeadline(at) {
      const deadline = boundedEvent({ deadline: at }, environment.now())?.deadline
      if (deadline !== undefined) dispatch({ type: 'limit', deadline })
    },
    send: (data) => send({ type: 'message', data }),
    sendInput: (event) => acceptsInput(event) && send({ type: 'input', event }),
    setMicrophone: (on) => void send({ type: 'microphone', on }),

    media,
    tracks: {
      get: tracks.get,
      subscribe: tracks.subscribe,
      selectQuality: (id) => void send({ type: 'quality', id }),
      selectText: (id) => void send({ type: 'text-track', id }),
      selectAudio: (id) => void send({ type: 'audio-track', id }),
    },
    live,
    stats,
    seekToLive: () => void send({ type: 'seek-to-live' }),

    attach(next) {
      if (destroyed || !environment.document) return () => {}
      view = next
      const first = !viewSlot.surface
      viewSlot.moveTo(next)
      if (first && viewSlot.surface) connection?.attach(viewSlot.surface)
      noticeAttendance()
      if (state.status === 'ready' && (autoStart === true || (autoStart === 'resume' && tokens.isKept)))
        begin('start')
      return () => {
        // A view that was replaced has nothing to detach.
        if (view !== next) return
        view = null
        // A view that moves within one commit must not interrupt the video.
        queueMicrotask(() => {
          if (view || destroyed) return
          viewSlot.moveTo(null)
          noticeAttendance()
        })
      }
    },

    getDiagnostics: () => ({
      id: session.id,
      version,
      source: { kind: source.kind, id: source.id },
      status: state.status,
      machine: statePaths(actor.getSnapshot().value),
      run: state.run,
      end: state.end,
      transitions: [...events.transitions],
      stats: stats.get(),
      live: live.get(),
      userAgent: environment.document?.defaultView?.navigator.userAgent ?? null,
    }),

    destroy() {
      if (destroyed) return
      if (leaving !== null) {
        environment.clearTimeout(leaving)
        dispatch({ type: 'leave' })
      }
      destroyed = true
      actor.stop()
      alarm.clear()
      tokens.use(null)
      stopWatching?.()
      stopWatching = null
      media.destroy()
      view = null
      events.clear()
      listeners.clear()
    },
  }
  if (/* @__PURE__ */ isDevelopment() && process.env.NODE_ENV !== 'production')
    replaceFormerRevision(`${source.kind}:${source.id}`, session.destroy)
  return session
}
