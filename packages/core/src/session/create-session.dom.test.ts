import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSession } from './create-session.ts'
import type { SourceEvent, StreamSource } from '../source/source-contract.ts'
import { fakeMedia } from '../media/media-element.fixture.ts'
import type { Session, SessionOptions } from './session.ts'
import type { Status } from './state.ts'
import { manualEnvironment, scriptedSource } from '../testing.ts'

const open: Session[] = []
afterEach(() => {
  for (const session of open.splice(0)) session.destroy()
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

function make(options: Partial<SessionOptions> = {}, environment = manualEnvironment()) {
  const { source, script } = scriptedSource()
  const session = createSession({ source, environment, ...options })
  open.push(session)
  const container = document.body.appendChild(document.createElement('div'))
  const seen: Status[] = []
  session.on('status', ({ status }) => seen.push(status))
  return {
    session,
    script,
    environment,
    container,
    seen,
    view: { container },
    get status() {
      return session.getState().status
    },
    playing() {
      session.attach({ container })
      script.play()
      return this
    },
  }
}
const settled = () => new Promise<void>((resolve) => queueMicrotask(resolve))

describe('before its start, a session', () => {
  it('has no timer, listener, request, storage read or connection', () => {
    const storage = { getItem: vi.fn(), setItem: vi.fn(), removeItem: vi.fn() }
    const environment = manualEnvironment({ storage })
    const { script } = make({}, environment)
    expect(environment.timers).toBe(0)
    expect(environment.listeners).toBe(0)
    expect(script.connections).toHaveLength(0)
    expect(storage.getItem).not.toHaveBeenCalled()
  })

  it('stays inert on a server', () => {
    const environment = manualEnvironment({ document: null })
    const { session, script, container } = make({}, environment)
    session.start()
    session.retry()
    session.watch()
    session.attach({ container })()
    expect(session.getState().status).toBe('ready')
    expect(script.connections).toHaveLength(0)
    expect(session.media.video).toBeNull()
  })

  it('starts at the first attach, unless autoStart is off', () => {
    const eager = make()
    eager.session.attach(eager.view)
    expect(eager.status).toBe('requesting')
    const patient = make({ autoStart: false })
    patient.session.attach(patient.view)
    expect(patient.status).toBe('ready')
    patient.session.start()
    expect(patient.status).toBe('requesting')
  })
})

describe('an environment that throws', () => {
  const refusal = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  const place = { type: 'assigned', resumeToken: 'place', resumeWindowMs: 60_000 } as const

  it.each(['channel', 'on', 'onInput'] as const)('stops neither listeners nor deadlines (%s)', (name) => {
    const reported = vi.fn<(error: unknown) => void>()
    vi.stubGlobal('reportError', reported)
    const environment = manualEnvironment()
    Object.defineProperty(environment, name, { value: refusal })
    const { session, script, seen, view } = make({ afk: { warnAfterMs: 60_000 } }, environment)
    const heard = vi.fn<() => void>()
    session.subscribe(heard)
    session.attach(view)
    script.emit(place)
    expect(seen).toEqual(['requesting', 'connecting'])
    expect(heard).toHaveBeenCalledTimes(2)
    environment.advance(20_000)
    expect(seen.at(-1)).toBe('reconnecting')
    expect(reported).toHaveBeenCalled()
  })

  it('leaves nothing behind when a listener destroys the session at its start', () => {
    const { session, environment } = make()
    session.subscribe(() => session.destroy())
    session.start()
    expect([environment.timers, environment.listeners]).toEqual([0, 0])
  })
})

describe('one run', () => {
  it('goes from requesting to streaming and emits events', () => {
    const t = make()
    const first = vi.fn()
    t.session.on('first-frame', first)
    t.session.attach(t.view)
    t.environment.advance(100)
    t.script.emit({ type: 'assigned' })
    t.environment.advance(300)
    t.script.emit({ type: 'media', state: 'first-frame' }, { type: 'media', state: 'playing' })
    expect(t.seen).toEqual(['requesting', 'connecting', 'streaming'])
    expect(first).toHaveBeenCalledExactlyOnceWith({ sinceStartMs: 400, sinceAssignedMs: 300 })
    expect(t.session.getState()).toMatchObject({ status: 'streaming', playback: 'playing', run: 1 })
  })

  it('starts once, however often start is called', () => {
    const t = make()
    t.session.start()
    t.session.start()
    t.session.attach(t.view)
    expect(t.script.connections).toHaveLength(1)
    expect(t.session.getState().run).toBe(1)
  })

  it('freezes the state and keeps the identity of unchanged parts', () => {
    const t = make()
    t.session.start()
    t.script.emit({ type: 'queued', position: 4, length: 9 })
    const { queue } = t.session.getState()
    const listener = vi.fn()
    t.session.subscribe(listener)
    t.script.emit({ type: 'queued', position: 4, length: 9 })
    expect(listener).not.toHaveBeenCalled()
    t.script.emit({ type: 'queued', position: 3, length: 9 })
    expect(listener).toHaveBeenCalledOnce()
    expect(t.session.getState().queue).not.toBe(queue)
    expect(Object.isFrozen(t.session.getState())).toBe(true)
    expect(Object.isFrozen(t.session.getState().queue)).toBe(true)
  })

  it('sets no new timer while a broadcast simply plays', () => {
    const t = make({ afk: false }).playing()
    t.environment.advance(60_000)
    const listener = vi.fn()
    t.session.subscribe(listener)
    const watched = t.environment.timers
    t.environment.advance(10_000)
    expect(listener).not.toHaveBeenCalled()
    expect(t.environment.timers).toBe(watched)
  })

  it('ends a connection in order: detach, close with the reason, abort', async () => {
    const t = make().playing()
    const { last } = t.script
    const order: string[] = []
    last.link.signal.addEventListener('abort', () => order.push(last.closed ? 'closed first' : 'open'))
    t.session.leave()
    t.environment.advance(0)
    expect(last.closed).toEqual({ code: 1000, reason: 'left' })
    expect(last.surfaces).toHaveLength(0)
    expect(order).toEqual(['closed first'])
    expect(t.session.getState()).toMatchObject({ status: 'disconnected', end: { kind: 'left', code: 1000 } })
    expect(t.environment.timers).toBe(0)
    expect(t.environment.listeners).toBe(0)
  })

  it('continues when start follows leave in the same task', () => {
    const t = make().playing()
    t.session.leave()
    t.session.start()
    t.environment.advance(0)
    expect(t.status).toBe('streaming')
    expect(t.script.connections).toHaveLength(1)
  })

  it('ignores events of a closed connection', () => {
    const t = make().playing()
    const former = t.script.last
    former.emit({ type: 'closed', code: 1006 })
    expect(t.status).toBe('reconnecting')
    former.emit({ type: 'queued', position: 1 }, { type: 'closed', code: 4000 })
    expect(t.status).toBe('reconnecting')
    t.environment.advance(15_000)
    expect(t.script.connections).toHaveLength(2)
    former.emit({ type: 'closed', code: 4000 })
    expect(t.status).toBe('reconnecting')
  })

  it('loses input and microphone with its connection, and keeps the choice of tracks', () => {
    const t = make().playing()
    const qualities = { items: [{ id: 'low' }], selected: 'auto', active: 'low' }
    t.script.emit({ type: 'tracks', qualities, input: true, microphone: { on: true } })
    t.script.emit({ type: 'closed', code: 1006 })
    expect(t.session.tracks.get()).toMatchObject({ qualities, input: null, microphone: null })
    t.session.retry()
    t.script.emit({ type: 'tracks', input: true })
    expect(t.session.tracks.get()).toMatchObject({ qualities, input: true })
  })

  it('fails when the source throws, and can be retried', () => {
    const reported = vi.fn()
    vi.stubGlobal('reportError', reported)
    const t = make()
    t.script.onConnect(() => {
      throw new Error('broken source')
    })
    t.session.start()
    expect(t.session.getState()).toMatchObject({
      status: 'failed',
      end: { cause: 'source-error', recovery: 'retry' },
    })
    expect(reported).toHaveBeenCalledOnce()
    t.script.onConnect(null)
    t.session.retry()
    expect(t.session.getState()).toMatchObject({ status: 'requesting', run: 2 })
    vi.unstubAllGlobals()
  })

  it('accepts events that are emitted synchronously in connect', () => {
    const t = make()
    t.script.onConnect((connection) =>
      connection.emit({ type: 'not-live', reason: 'not-started', startsAt: 5 }),
    )
    t.session.start()
    expect(t.session.getState()).toMatchObject({
      status: 'not-live',
      notLive: { reason: 'not-started', startsAt: 5 },
    })
  })

  it('reconnects with its resume token, and forgets it after an end', () => {
    const t = make()
    t.session.start()
    t.script.emit({ type: 'assigned', resumeToken: 'secret', resumeWindowMs: 60_000 })
    t.script.emit({ type: 'closed', code: 1006 })
    expect(t.session.getState().reconnect?.heldUntil).toBe(t.environment.now() + 60_000)
    t.environment.advance(1000)
    expect(t.script.last.link).toMatchObject({ intent: 'retry', attempt: 1, resumeToken: 'secret' })
    t.script.emit({ type: 'closed', code: 4000 })
    t.session.start()
    expect(t.script.last.link.resumeToken).toBeUndefined()
    expect(t.script.last.link.intent).toBe('start')
  })

  it('offers to reload the page after a file of it failed to load nine times', () => {
    const t = make()
    t.script.onConnect((connection) => connection.emit({ type: 'closed', code: 4101, cause: 'network' }))
    t.session.start()
    for (let seconds = 0; seconds < 120; seconds++) t.environment.advance(1000)
    expect(t.script.connections).toHaveLength(9)
    expect(t.session.getState()).toMatchObject({
      status: 'failed',
      end: { code: 4101, recovery: 'reload-page', attempts: 8 },
    })
  })

  it('asks for a new worker after 4007', () => {
    const t = make()
    t.session.start()
    t.script.emit({ type: 'assigned', resumeToken: 'secret', resumeWindowMs: 60_000 })
    t.script.emit({ type: 'closed', code: 4007 })
    t.environment.advance(1000)
    expect(t.script.last.link.resumeToken).toBeUndefined()
  })

  it('waits for the restart of an ended stream with the option restart', () => {
    const t = make({ restart: 'watch' })
    t.session.start()
    t.script.play()
    t.script.emit({ type: 'closed', code: 1000, reason: 'ended' })
    expect(t.script.last.link.intent).toBe('watch')
    expect(t.status).toBe('requesting')
  })

  it('asks a live connection to restore its signalling, without a change of status', () => {
    const t = make({ afk: false }).playing()
    t.script.emit({ type: 'signalling', state: 'lost' })
    expect(t.session.getState()).toMatchObject({ status: 'streaming', signalling: 'lost' })
    t.environment.advance(1000)
    expect(t.script.last.commands).toEqual([{ type: 'reconnect' }])
    t.script.emit({ type: 'signalling', state: 'back' })
    expect(t.session.getState().signalling).toBe('connected')
    expect(t.script.connections).toHaveLength(1)
  })

  it('emits a stall, a recovery and an end', () => {
    const t = make({ afk: false }).playing()
    const told: unknown[] = []
    t.session.on('stall', (detail) => told.push(detail))
    t.session.on('recovered', (detail) => told.push(detail))
    t.session.on('ended', ({ kind }) => told.push(kind))
    t.script.emit({ type: 'stalled', cause: 'far-end' }, { type: 'media', state: 'stalled' })
    t.script.emit({ type: 'lost', since: t.environment.now(), exact: false, onDeadline: 'end' })
    t.environment.advance(3000)
    t.script.emit({ type: 'returned', exact: false }, { type: 'media', state: 'playing' })
    t.script.emit({ type: 'closed', code: 1000, reason: 'ended' })
    expect(told).toEqual([
      { cause: 'far-end', durationMs: 3000 },
      { mode: 'holding', cause: 'far-end', durationMs: 3000, attempts: 0 },
      'stream-ended',
    ])
  })
})

describe('playback', () => {
  it('is paused after an end, whatever the element does', () => {
    const t = make().playing()
    t.script.emit({ type: 'closed', code: 1000 })
    expect(t.session.getState().playback).toBe('paused')
    t.session.media.video?.dispatchEvent(new Event('playing'))
    t.environment.advance(5000)
    expect(t.session.getState().playback).toBe('paused')
  })

  it('is stalled between two connections, and loading while a stream is not live', () => {
    const t = make().playing()
    t.script.emit({ type: 'closed', code: 1006 })
    expect(t.session.getState().playback).toBe('stalled')
    t.environment.advance(15_000)
    t.script.emit({ type: 'not-live', reason: 'ended' })
    expect(t.session.getState().playback).toBe('loading')
  })
})

describe('a live picture that stops', () => {
  it('is stalled within a second when the source says that nothing arrives', async () => {
    const t = make()
    t.session.attach(t.view)
    t.script.emit({ type: 'assigned' })
    const fake = fakeMedia(t.session.media.video!)
    t.session.media.video!.srcObject = {} as MediaStream
    fake.load()
    for (let i = 0; i < 6; i++) await Promise.resolve()
    fake.paint()
    for (let looks = 0; looks < 5; looks++) {
      fake.frames += 3
      t.environment.advance(120)
    }
    expect(t.session.getState().playback).toBe('playing')
    t.environment.advance(720)
    t.script.emit({ type: 'stalled', cause: 'far-end' })
    t.environment.advance(120)
    expect(t.session.getState()).toMatchObject({ playback: 'stalled', stallCause: 'far-end' })
  })
})

describe('a new run', () => {
  it('plays, even if the viewer paused the run before', () => {
    const t = make()
    t.session.attach(t.view)
    t.session.media.pause()
    t.script.emit({ type: 'closed', code: 4000 })
    const { video } = t.session.media
    if (!video) throw new Error('no video')
    const play = vi.spyOn(video, 'play').mockResolvedValue()
    t.session.start()
    expect(play).toHaveBeenCalledOnce()
  })
})

describe('views of a session', () => {
  it('share one video, and the last view gets it', async () => {
    const t = make()
    const first = t.session.attach(t.view)
    const { video } = t.session.media
    const other = document.body.appendChild(document.createElement('div'))
    const second = t.session.attach({ container: other })
    expect(other.contains(video)).toBe(true)
    first()
    await settled()
    expect(other.contains(video)).toBe(true)
    second()
    await settled()
    expect(document.querySelector('video')).toBeNull()
    expect(t.session.media.video).toBe(video)
    expect(t.status).toBe('requesting')
  })

  it('can move within one commit without a new attach of the source', async () => {
    const t = make()
    const detach = t.session.attach(t.view)
    const before = t.script.last.surfaces.length
    detach()
    const other = document.body.appendChild(document.createElement('div'))
    t.session.attach({ container: other })
    await settled()
    expect(before).toBe(1)
    expect(t.script.last.surfaces).toHaveLength(1)
    expect(t.script.last.attachments).toBe(1)
  })

  it("move the source's own container with the view, and remove it with the view", async () => {
    const t = make()
    t.session.attach(t.view)
    const drawing = t.script.last.surfaces[0]?.container
    expect(t.container.contains(drawing ?? null)).toBe(true)
    const other = document.body.appendChild(document.createElement('div'))
    const detach = t.session.attach({ container: other })
    expect(other.firstElementChild).toBe(t.session.media.video)
    expect(other.contains(drawing ?? null)).toBe(true)
    detach()
    await settled()
    expect(drawing?.isConnected).toBe(false)
    expect(t.script.last.attachments).toBe(1)
  })

  it('attach each new connection to the same video', () => {
    const t = make().playing()
    const { video } = t.session.media
    t.script.emit({ type: 'closed', code: 1006 })
    t.environment.advance(15_000)
    expect(t.script.connections).toHaveLength(2)
    expect(t.script.last.surfaces[0]?.video).toBe(video)
  })

  it('start the connect timeout only while one is attached', async () => {
    const t = make()
    t.session.start()
    t.script.emit({ type: 'assigned' })
    t.environment.advance(60_000)
    expect(t.status).toBe('connecting')
    t.session.attach(t.view)
    expect(t.status).toBe('reconnecting')
  })
})

describe('AFK', () => {
  const policy = { warnAfterMs: 120_000, graceMs: 30_000 }

  it('warns, counts down, ends, and never reconnects', () => {
    const t = make({ afk: policy }).playing()
    t.environment.advance(119_999)
    expect(t.status).toBe('streaming')
    t.environment.advance(1)
    expect(t.session.getState()).toMatchObject({
      status: 'idle',
      afk: { deadline: t.environment.now() + 30_000 },
    })
    t.environment.advance(30_000)
    expect(t.session.getState()).toMatchObject({
      status: 'disconnected',
      end: { code: 4004, reason: 'afk', kind: 'afk', recovery: 'start' },
    })
    expect(t.script.last.closed).toEqual({ code: 4004, reason: 'afk' })
    t.environment.advance(600_000)
    expect(t.script.connections).toHaveLength(1)
  })

  it('counts from the last input, and reports input to the far end max once every 10 s', () => {
    const t = make({ afk: policy }).playing()
    for (let second = 0; second < 30; second++) {
      t.environment.advance(1000)
      t.environment.input()
    }
    expect(t.script.last.commands.filter(({ type }) => type === 'activity')).toHaveLength(3)
    t.environment.advance(119_000)
    expect(t.status).toBe('streaming')
    t.environment.advance(1000)
    expect(t.status).toBe('idle')
  })

  it.each(['the button', 'a key'])('is cancelled at once at the far end too, by %s', (what) => {
    const t = make({ afk: policy }).playing()
    t.environment.input()
    t.script.emit({ type: 'afk', remainingMs: 5000 })
    expect(t.status).toBe('idle')
    if (what === 'a key') t.environment.input()
    else t.session.stay()
    expect(t.status).toBe('streaming')
    expect(t.script.last.commands.filter(({ type }) => type === 'activity')).toHaveLength(2)
  })

  for (const key of ['Tab', 'Shift', 'Control', 'Alt', 'Meta'])
    it(`is not cancelled by ${key} alone`, () => {
      const t = make({ afk: policy }).playing()
      t.environment.advance(120_000)
      t.environment.input(new KeyboardEvent('keydown', { key }))
      expect(t.status).toBe('idle')
      t.environment.input(new KeyboardEvent('keydown', { key: 'a' }))
      expect(t.status).toBe('streaming')
    })

  it('is cancelled by 10 px of pointer travel outside the dialog, not inside', () => {
    const t = make({ afk: policy }).playing()
    t.environment.advance(120_000)
    const dialog = t.container.appendChild(document.createElement('dialog'))
    dialog.dataset['standby'] = 'afk-warning'
    const move = (target: Element, clientX: number) => {
      target.addEventListener('pointermove', (event) => t.environment.input(event), { once: true })
      target.dispatchEvent(new MouseEvent('pointermove', { clientX, clientY: 0, bubbles: true }))
    }
    const text = dialog.appendChild(document.createElement('p'))
    for (let x = 0; x < 100; x += 20) move(text, x)
    expect(t.status).toBe('idle')
    for (let x = 0; x <= 8; x += 4) move(t.container, x)
    expect(t.status).toBe('idle')
    move(t.container, 12)
    expect(t.status).toBe('streaming')
  })

  describe('with a modal dialog', () => {
    const modal = () => {
      const t = make({ afk: policy }).playing()
      t.environment.advance(120_000)
      const dialog = t.container.appendChild(document.createElement('dialog'))
      dialog.dataset['standby'] = 'afk-warning'
      dialog.getBoundingClientRect = () => new DOMRect(100, 100, 200, 100)
      const leave = dialog.appendChild(document.createElement('button'))
      const happen = (target: Element, event: Event) => {
        target.addEventListener(event.type, (seen) => t.environment.input(seen), { once: true })
        target.dispatchEvent(event)
      }
      return { t, dialog, leave, happen }
    }
    const at = (type: string, clientX: number) =>
      new MouseEvent(type, { clientX, clientY: 150, bubbles: true })
    const key = (name: string) => new KeyboardEvent('keydown', { key: name, bubbles: true })

    it('is cancelled by a click on the backdrop, which has the dialog as its target', () => {
      const { t, dialog, happen } = modal()
      happen(dialog, at('pointerdown', 200))
      expect(t.status).toBe('idle')
      happen(dialog, at('pointerdown', 50))
      expect(t.status).toBe('streaming')
    })

    it('is cancelled by pointer travel on the backdrop', () => {
      const { t, dialog, happen } = modal()
      for (let x = 110; x < 300; x += 20) happen(dialog, at('pointermove', x))
      expect(t.status).toBe('idle')
      for (const x of [320, 330]) happen(dialog, at('pointermove', x))
      expect(t.status).toBe('streaming')
    })

    it('is cancelled by a key on a button, except by keys that move focus or press the button', () => {
      const { t, leave, happen } = modal()
      for (const name of ['Tab', 'Enter', ' ', 'Shift']) happen(leave, key(name))
      expect(t.status).toBe('idle')
      happen(leave, key('w'))
      expect(t.status).toBe('streaming')
    })

    it('is cancelled by the wheel, also over the dialog', () => {
      const { t, leave, happen } = modal()
      happen(leave, at('wheel', 150))
      expect(t.status).toBe('streaming')
    })

    it('is not cancelled by a pointer on its buttons, which have their own handlers', () => {
      const { t, leave, happen } = modal()
      happen(leave, at('pointerdown', 150))
      expect(t.status).toBe('idle')
    })
  })

  it('accepts only the release of pressed keys and pointers during the countdown', () => {
    const t = make({ afk: policy }).playing()
    const at = { x: 0, y: 0, pointerId: 1, pointerType: 'mouse', button: 0, buttons: 0 } as const
    const key = { type: 'key', code: 'KeyW', key: 'w', repeat: false } as const
    expect(t.session.sendInput({ ...key, phase: 'down' })).toBe(true)
    t.environment.advance(120_000)
    expect(t.status).toBe('idle')
    expect(t.session.sendInput({ ...key, phase: 'down' })).toBe(false)
    expect(t.session.sendInput({ type: 'text', value: 'x' })).toBe(false)
    expect(t.session.sendInput({ type: 'pointer', phase: 'move', ...at })).toBe(false)
    expect(t.session.sendInput({ ...key, phase: 'up' })).toBe(true)
    expect(t.session.sendInput({ type: 'pointer', phase: 'cancel', ...at })).toBe(true)
  })

  it('is not cancelled by messages from the far end', () => {
    const t = make({ afk: policy }).playing()
    t.environment.advance(120_000)
    t.script.emit({ type: 'message', data: 'chat' }, { type: 'notice', text: 'hello' })
    expect(t.status).toBe('idle')
    t.session.stay()
    expect(t.status).toBe('streaming')
  })

  it('is suspended by holdAfk, and starts over at the release', () => {
    const t = make({ afk: policy }).playing()
    const release = t.session.holdAfk({ maxMs: 600_000 })
    t.environment.advance(300_000)
    expect(t.status).toBe('streaming')
    release()
    t.environment.advance(119_999)
    expect(t.status).toBe('streaming')
    t.environment.advance(1)
    expect(t.status).toBe('idle')
  })

  it.each([NaN, Infinity, -Infinity, -5, '600000' as never])('is not suspended for %s ms', (maxMs) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const t = make({ afk: policy }).playing()
    t.session.holdAfk({ maxMs })
    t.environment.advance(120_000)
    expect(t.status).toBe('idle')
  })

  it('is suspended for max one day', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const t = make({ afk: policy }).playing()
    t.session.holdAfk({ maxMs: 1e15 })
    t.environment.advance(86_400_000)
    expect(t.status).toBe('streaming')
    t.environment.advance(120_000)
    expect(t.status).toBe('idle')
  })

  it('does not run without a view', async () => {
    const t = make({ afk: policy })
    const detach = t.session.attach(t.view)
    t.script.play()
    detach()
    await settled()
    t.environment.advance(600_000)
    expect(t.status).toBe('streaming')
    t.session.attach(t.view)
    t.environment.advance(119_999)
    expect(t.status).toBe('streaming')
  })

  it('gives the whole grace to a page that slept', () => {
    const t = make({ afk: policy }).playing()
    t.environment.advance(60_000)
    t.environment.sleep(3_600_000)
    t.environment.trigger('resume')
    expect(t.session.getState()).toMatchObject({
      status: 'idle',
      afk: { deadline: t.environment.now() + 30_000 },
    })
  })

  it('ends a hidden tab at once when both deadlines passed', () => {
    const t = make({ afk: policy }).playing()
    t.environment.setVisible(false)
    t.environment.sleep(3_600_000)
    t.environment.advance(0)
    expect(t.session.getState()).toMatchObject({ status: 'disconnected', end: { kind: 'afk' } })
  })

  it('gives at least the whole grace after a reconnect', () => {
    const t = make({ afk: policy }).playing()
    t.environment.advance(110_000)
    t.script.emit({ type: 'closed', code: 1006 })
    t.environment.advance(20_000)
    t.script.play()
    t.environment.advance(0)
    expect(t.session.getState()).toMatchObject({
      status: 'idle',
      afk: { deadline: t.environment.now() + 30_000 },
    })
  })

  it("follows the far end's own countdown if it has one", () => {
    const t = make({ afk: false }).playing()
    t.script.emit({ type: 'afk', remainingMs: 12_000 })
    expect(t.session.getState()).toMatchObject({
      status: 'idle',
      afk: { deadline: t.environment.now() + 12_000 },
    })
    t.script.emit({ type: 'afk', remainingMs: null })
    expect(t.status).toBe('streaming')
  })

  it.each([NaN, Infinity, '5' as never])('ignores a runtime deadline of %s', (deadline) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const t = make({ afk: false }).playing()
    t.session.setRuntimeDeadline(deadline)
    expect(t.session.getState().runtime).toBeNull()
    const limit = t.environment.now() + 60_000
    t.session.setRuntimeDeadline(limit)
    t.session.setRuntimeDeadline(deadline)
    expect(t.session.getState().runtime).toEqual({ deadline: limit })
  })

  it('comes after the runtime limit when both are due', () => {
    const t = make({ afk: policy }).playing()
    t.session.setRuntimeDeadline(t.environment.now() + 1000)
    t.environment.sleep(3_600_000)
    t.environment.trigger('resume')
    expect(t.session.getState().end).toMatchObject({ kind: 'max-runtime', code: 4004 })
  })
})

describe('a wait', () => {
  it('ends within a second after a clock jump that passed its deadline', () => {
    const t = make({ reconnect: { giveUpAfterMs: Infinity } })
    t.session.start()
    t.environment.advance(1000)
    t.environment.sleep(30_000)
    t.environment.advance(0)
    expect(t.status).toBe('reconnecting')
  })

  it('ends at once when the network is back', () => {
    const t = make()
    t.session.start()
    t.environment.setOnline(false)
    t.script.emit({ type: 'closed', code: 1006 })
    t.environment.advance(29_999)
    expect(t.script.connections).toHaveLength(1)
    t.environment.setOnline(true)
    expect(t.script.connections).toHaveLength(2)
  })

  it('lasts 30 s while the browser says that it is offline', () => {
    const t = make({}, manualEnvironment({ online: false }))
    t.session.attach(t.view)
    expect(t.script.connections).toHaveLength(1)
    t.script.play()
    t.script.emit({ type: 'closed', code: 1006 })
    t.environment.advance(30_000)
    expect(t.script.connections).toHaveLength(2)
    t.script.emit({ type: 'closed', code: 1006 })
    t.environment.advance(30_000)
    expect(t.script.connections).toHaveLength(3)
    t.script.play()
    expect(t.status).toBe('streaming')
  })
})

describe('a clock jump', () => {
  const hour = 3_600_000
  const lost = (options: Partial<SessionOptions> = {}) => {
    const t = make(options).playing()
    t.script.onConnect((connection) => connection.emit({ type: 'closed', code: 1006 }))
    t.script.emit({ type: 'closed', code: 1006 })
    t.environment.advance(20_000)
    expect(t.status).toBe('reconnecting')
    return t
  }
  const nextInMs = ({ session, environment }: ReturnType<typeof lost>) =>
    session.getState().reconnect!.nextAttemptAt! - environment.now()

  it('back by an hour does not delay the next attempt', () => {
    const t = lost()
    const attempts = t.script.connections.length
    t.environment.sleep(-hour)
    t.environment.advance(1000)
    expect(nextInMs(t)).toBeLessThanOrEqual(15_000)
    t.environment.advance(15_000)
    expect(t.script.connections.length).toBeGreaterThan(attempts)
  })

  it('back is noticed at the next call', () => {
    const t = lost()
    t.environment.sleep(-hour)
    t.session.setRuntimeDeadline(null)
    expect(nextInMs(t)).toBeLessThanOrEqual(15_000)
  })

  it('ahead after an hour of sleep leads to an attempt, and only later to the end', () => {
    const t = lost()
    const attempts = t.script.connections.length
    t.environment.sleep(hour)
    t.environment.trigger('resume')
    t.environment.advance(15_000)
    expect(t.script.connections.length).toBeGreaterThan(attempts)
    expect(t.status).toBe('reconnecting')
    t.environment.advance(600_000)
    expect(t.session.getState().end).toMatchObject({ cause: 'gave-up' })
  })

  it('ahead leads to an attempt, also when a close comes first', () => {
    const t = make().playing()
    t.script.emit({ type: 'media', state: 'stalled' })
    t.environment.advance(10_000)
    expect(t.status).toBe('reconnecting')
    t.environment.sleep(hour)
    t.script.emit({ type: 'closed', code: 1006 })
    t.environment.advance(15_000)
    expect(t.script.connections).toHaveLength(2)
    expect(t.status).toBe('reconnecting')
  })

  it('is not assumed in a hidden tab, whose timers come once a minute', () => {
    const t = lost()
    t.environment.setVisible(false)
    for (let minutes = 0; minutes < 12; minutes++) {
      t.environment.sleep(59_000)
      t.environment.advance(1000)
    }
    expect(t.session.getState().end).toMatchObject({ cause: 'gave-up' })
  })

  it('back does not mark an active viewer as away', () => {
    const t = make({ afk: { warnAfterMs: 120_000 } }).playing()
    t.environment.input()
    t.environment.sleep(-hour)
    for (let minutes = 0; minutes < 10; minutes++) {
      t.environment.advance(60_000)
      t.environment.input()
      expect(t.status).toBe('streaming')
    }
    expect(t.script.last.commands.filter(({ type }) => type === 'activity').length).toBeGreaterThan(8)
    t.environment.advance(120_000)
    expect(t.status).toBe('idle')
  })

  it('back does not keep an inactive viewer present for an hour', () => {
    const t = make({ afk: { warnAfterMs: 120_000 } }).playing()
    t.environment.input()
    t.environment.advance(3000)
    t.environment.input()
    t.environment.sleep(-hour)
    t.environment.advance(121_000)
    expect(t.status).toBe('idle')
  })

  it('back does not suspend AFK for longer than maxMs', () => {
    const t = make({ afk: { warnAfterMs: 120_000 } }).playing()
    t.session.holdAfk({ maxMs: 60_000 })
    t.environment.sleep(-hour)
    t.environment.input()
    t.environment.advance(180_000)
    expect(t.status).toBe('idle')
  })

  it('back makes no duration negative in events', () => {
    const t = make()
    const told = vi.fn()
    t.session.on('status', told)
    t.session.on('first-frame', told)
    t.session.attach(t.view)
    t.environment.advance(1000)
    t.environment.sleep(-hour)
    t.script.play()
    for (const [event] of told.mock.calls)
      expect(event.durationMs ?? event.sinceStartMs).toBeGreaterThanOrEqual(0)
  })
})

describe('a resume token', () => {
  /** A page with a place is reloaded. The new page asks for the same place. */
  function reloaded() {
    const before = make()
    before.session.start()
    before.script.emit({ type: 'assigned', resumeToken: 'secret', resumeWindowMs: 60_000 })
    before.environment.trigger('pagehide')
    const now = before.environment.now()
    const environment = manualEnvironment({ now: now + 5000, storage: before.environment.storage })
    const after = make({ autoStart: 'resume' }, environment)
    after.session.attach(after.view)
    return { until: now + 60_000, environment, after }
  }

  it('of a place in the queue survives a reload of the page', () => {
    const environment = manualEnvironment()
    const before = make({}, environment)
    before.session.start()
    before.script.emit({ type: 'queued', position: 4, resumeToken: 'place', resumeWindowMs: 5000 })
    environment.trigger('pagehide')
    const after = make({ autoStart: 'resume' }, environment)
    after.session.attach(after.view)
    expect(after.script.last.link.resumeToken).toBe('place')
  })

  it('is in storage only while the page is hidden or unloading', () => {
    const t = make()
    const key = `standby:resume:scripted:scripted`
    t.session.start()
    t.script.emit({ type: 'assigned', resumeToken: 'secret', resumeWindowMs: 60_000 })
    expect(t.environment.storage?.getItem(key)).toBeNull()
    t.environment.setVisible(false)
    expect(t.environment.storage?.getItem(key)).toContain('secret')
    t.environment.setVisible(true)
    expect(t.environment.storage?.getItem(key)).toBeNull()
  })

  it('survives a reload inside its window, and is claimed once', () => {
    const { environment, after } = reloaded()
    expect(after.script.last.link.resumeToken).toBe('secret')
    const copy = make({ autoStart: 'resume' }, environment)
    copy.session.attach(copy.view)
    expect(copy.status).toBe('ready')
  })

  it('is sent again when the first connection after the reload fails', () => {
    const { until, after } = reloaded()
    after.script.emit({ type: 'closed', code: 1006 })
    expect(after.session.getState().reconnect?.heldUntil).toBe(until)
    after.environment.advance(2000)
    expect(after.script.connections).toHaveLength(2)
    expect(after.script.last.link.resumeToken).toBe('secret')
    // The far end may still reject the token.
    after.script.emit({ type: 'closed', code: 4007 })
    after.environment.advance(2000)
    expect(after.script.connections).toHaveLength(3)
    expect(after.script.last.link.resumeToken).toBeUndefined()
  })

  it('is kept again when the page is reloaded before the first answer', () => {
    const { environment } = reloaded()
    environment.trigger('pagehide')
    const again = make({ autoStart: 'resume' }, manualEnvironment({ storage: environment.storage }))
    again.session.attach(again.view)
    expect(again.script.last.link.resumeToken).toBe('secret')
  })

  it('is taken over by the newest tab that claims it', () => {
    const before = make()
    before.session.start()
    before.script.emit({ type: 'assigned', resumeToken: 'secret', resumeWindowMs: 60_000 })
    before.environment.setVisible(false)
    const opened = make({}, manualEnvironment({ storage: before.environment.storage }))
    opened.session.start()
    expect(opened.script.last.link.resumeToken).toBe('secret')
    expect(before.session.getState()).toMatchObject({
      status: 'disconnected',
      end: { code: 4100, name: 'taken-over', cause: 'taken-over' },
    })
    expect(before.environment.listeners).toBe(0)
    expect(opened.status).toBe('requesting')
  })

  it('is not used after its window', () => {
    const before = make()
    before.session.start()
    before.script.emit({ type: 'assigned', resumeToken: 'secret', resumeWindowMs: 60_000 })
    before.environment.trigger('pagehide')
    const environment = manualEnvironment({
      now: before.environment.now() + 60_001,
      storage: before.environment.storage,
    })
    const after = make({}, environment)
    after.session.attach(after.view)
    expect(after.script.last.link.resumeToken).toBeUndefined()
  })

  it('is forgotten with an end, in storage too', async () => {
    const t = make()
    t.session.start()
    t.script.emit({ type: 'assigned', resumeToken: 'secret', resumeWindowMs: 60_000 })
    t.environment.setVisible(false)
    t.script.emit({ type: 'closed', code: 4000 })
    expect(t.environment.storage?.getItem(`standby:resume:scripted:scripted`)).toBeNull()
  })
})

describe('a place that is kept between two connections', () => {
  const paused = (...events: SourceEvent[]) => {
    const { source, script } = scriptedSource()
    const release = vi.fn<NonNullable<StreamSource['release']>>()
    const t = make({ source: { ...source, release } })
    t.session.start()
    script.emit(...events, { type: 'closed', code: 1006 })
    expect(t.session.getState().reconnect?.nextAttemptAt).not.toBeNull()
    return { ...t, script, release }
  }
  const held: SourceEvent = { type: 'assigned', resumeToken: 'token', resumeWindowMs: 15_000 }

  it.each([
    ['leaves', ({ session, environment }: Paused) => (session.leave(), environment.advance(1))],
    ['gives up', ({ session }: Paused) => session.giveUp()],
    ['is destroyed', ({ session }: Paused) => session.destroy()],
    ['has no time left', ({ session }: Paused) => session.setRuntimeDeadline(1)],
  ])('is released when the session %s', (_, end) => {
    const t = paused(held)
    end(t)
    if (t.status === 'reconnecting') t.environment.trigger('online')
    expect(t.release).toHaveBeenCalledExactlyOnceWith('token', t.environment)
  })

  it('is kept for the next attempt', () => {
    const t = paused(held)
    t.session.retry()
    expect(t.script.last.link.resumeToken).toBe('token')
    t.session.destroy()
    // The open connection released it.
    expect(t.release).not.toHaveBeenCalled()
  })

  it('is not released when it is already gone', () => {
    const t = paused(held, { type: 'closed', code: 4007 })
    t.session.destroy()
    expect(t.release).not.toHaveBeenCalled()
  })

  it('ends the session although its release throws', () => {
    const reported = vi.fn()
    vi.stubGlobal('reportError', reported)
    const t = paused(held)
    t.release.mockImplementation(() => {
      throw new Error('no way')
    })
    t.session.leave()
    t.environment.advance(1)
    expect(t.session.getState()).toMatchObject({ status: 'disconnected', end: { kind: 'left' } })
    expect(reported).toHaveBeenCalledOnce()
    vi.unstubAllGlobals()
  })
})
type Paused = Pick<ReturnType<typeof make>, 'session' | 'environment'>

describe('diagnostics', () => {
  it('are JSON and contain no token', () => {
    const t = make()
    t.session.start()
    t.script.emit({ type: 'assigned', resumeToken: 'secret', resumeWindowMs: 60_000 })
    t.script.emit({ type: 'closed', code: 1006 })
    const text = JSON.stringify(t.session.getDiagnostics())
    expect(text).not.toContain('secret')
    expect(JSON.parse(text)).toMatchObject({
      status: 'reconnecting',
      source: { kind: 'scripted', id: 'scripted' },
      transitions: [{ to: 'requesting' }, { to: 'connecting' }, { to: 'reconnecting', code: 1006 }],
    })
  })

  it('keep the last 50 transitions', () => {
    const t = make()
    for (let i = 0; i < 40; i++) {
      t.session.start()
      t.script.emit({ type: 'closed', code: 4000 })
    }
    expect(t.session.getDiagnostics().transitions).toHaveLength(50)
  })
})

describe('destroy', () => {
  const ways: Record<string, (t: ReturnType<typeof make>) => void> = {
    ready: () => {},
    requesting: (t) => t.session.start(),
    queued: (t) => (t.session.start(), t.script.emit({ type: 'queued', position: 1 })),
    'not-live': (t) => (t.session.start(), t.script.emit({ type: 'not-live', reason: 'empty' })),
    connecting: (t) => (t.session.start(), t.script.emit({ type: 'assigned' })),
    streaming: (t) => void t.playing(),
    idle: (t) => (t.playing(), t.environment.advance(120_000)),
    reconnecting: (t) => (t.playing(), t.script.emit({ type: 'closed', code: 1006 })),
    disconnected: (t) => (t.playing(), t.script.emit({ type: 'closed', code: 1000 })),
    failed: (t) => (t.playing(), t.script.emit({ type: 'closed', code: 4000 })),
  }
  for (const [status, reach] of Object.entries(ways))
    it(`leaves nothing behind in ${status}, and the state stays readable`, () => {
      const t = make()
      reach(t)
      expect(t.status).toBe(status)
      t.session.destroy()
      expect(t.status).toBe(status)
      expect(t.environment.timers).toBe(0)
      expect(t.environment.listeners).toBe(0)
      expect(t.script.connections.every(({ closed, link }) => closed && link.signal.aborted)).toBe(true)
      expect(document.querySelector('video')).toBeNull()
      for (const late of [
        'start',
        'retry',
        'leave',
        'stay',
        'watch',
        'giveUp',
        'notifyActivity',
        'destroy',
      ] as const)
        t.session[late]()
      expect(t.session.send('late')).toBe(false)
      t.session.attach(t.view)()
      expect(t.status).toBe(status)
      expect(t.environment.timers).toBe(0)
    })

  it('still leaves when it follows leave in the same task', () => {
    const t = make().playing()
    const { last } = t.script
    t.session.leave()
    t.session.destroy()
    expect(last.closed).toEqual({ code: 1000, reason: 'left' })
  })
})
