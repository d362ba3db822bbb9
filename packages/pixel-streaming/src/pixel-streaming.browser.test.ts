import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Lab, type LabOptions, nextFrame, openLab } from './connection/page.fixture.ts'
import { versions } from './connection/versions.fixture.ts'

const labs: Lab[] = []

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => {
  for (const lab of labs.splice(0)) lab.dispose()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const open = (options: LabOptions = {}): Lab => {
  const lab = openLab(options)
  labs.push(lab)
  return lab
}

async function playing(options: LabOptions = {}): Promise<Lab> {
  const lab = open(options)
  await lab.link.waitFor('progress', ({ step }) => step === 'first-frame')
  await nextFrame(lab.video)
  await lab.link.waitFor('tracks', ({ input }) => input === true)
  return lab
}

const closed = (lab: Lab) => lab.link.waitFor('closed')

describe.each(versions)('with the library for %s', (_, library) => {
  it('plays the media of the streamer in the session’s own element', async () => {
    const { link, video, server } = await playing({ library })
    expect(link.events.slice(0, 3)).toEqual([
      { type: 'assigned' },
      { type: 'progress', step: 'transport' },
      { type: 'progress', step: 'first-frame' },
    ])
    expect(video.videoWidth).toBe(64)
    expect(
      (video.srcObject as MediaStream)
        .getTracks()
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['audio', 'video'])
    expect(document.querySelectorAll('video, audio')).toHaveLength(1)
    expect(server.last.received.map(({ type }) => type)).toContain('subscribe')
  })

  it('leaves nothing behind: no socket, peer, timer, listener or element', async () => {
    const add = vi.spyOn(window, 'addEventListener')
    const lab = await playing({ library })
    const remove = vi.spyOn(window, 'removeEventListener')
    const added = add.mock.calls.map(([type, listener]) => [type, listener])
    expect(added.length).toBeGreaterThan(0)
    lab.end(4004, 'afk')
    expect(lab.server.last.closedBy).toEqual({ code: 4004, reason: 'afk' })
    expect(lab.peers.every(({ connectionState }) => connectionState === 'closed')).toBe(true)
    expect(lab.timers.size).toBe(0)
    expect(lab.manual.listeners).toBe(0)
    expect(lab.video.srcObject).toBeNull()
    expect(document.querySelectorAll('video, audio')).toHaveLength(1)
    expect(remove.mock.calls.map(([type, listener]) => [type, listener])).toEqual(added)
  })

  it('reports a kick with its code, and does not reconnect', async () => {
    const lab = await playing({ library })
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    lab.server.last.drop(1011, 'kicked')
    expect(await closed(lab)).toMatchObject({ code: 1011, reason: 'kicked' })
    await vi.advanceTimersByTimeAsync(30_000)
    vi.useRealTimers()
    expect(lab.server.sockets).toHaveLength(1)
  })

  it('does not connect again after a close', async () => {
    const lab = open({ library })
    await lab.server.until(() => lab.server.sockets.length === 1)
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    lab.server.last.drop(1006)
    lab.end()
    await vi.advanceTimersByTimeAsync(30_000)
    vi.useRealTimers()
    expect(lab.server.sockets).toHaveLength(1)
  })

  it('keeps playing when signalling dies and media lives', async () => {
    const lab = await playing({ library })
    await lab.link.waitFor('tracks')
    lab.server.last.drop(1006, '', { streamerHears: false })
    expect(await lab.link.waitFor('signalling')).toEqual({ type: 'signalling', state: 'lost', code: 1006 })
    await nextFrame(lab.video)
    await nextFrame(lab.video)
    expect(lab.link.eventsOf('closed')).toEqual([])
  })

  it('restores signalling over a second connection, whose media replaces the first', async () => {
    const lab = await playing({ library })
    const before = lab.video.srcObject
    lab.server.last.drop(1006, '', { streamerHears: false })
    await lab.link.waitFor('signalling')
    lab.connection.command?.({ type: 'reconnect' })
    await lab.link.waitFor('signalling', ({ state }) => state === 'back')
    expect(lab.video.srcObject).not.toBe(before)
    expect(lab.hold).toHaveBeenCalledOnce()
    await nextFrame(lab.video)
    expect(lab.peers.filter(({ connectionState }) => connectionState !== 'closed')).toHaveLength(1)
    lab.connection.command?.({ type: 'message', data: { still: 'here' } })
    await lab.engine.until(() => lab.engine.received.some(({ text }) => text === '{"still":"here"}'))
  })

  it('notices that media died while signalling lives', async () => {
    const lab = await playing({ library })
    lab.engine.last.peer.close()
    expect(await closed(lab)).toEqual({ type: 'closed', code: 1005 })
    expect(lab.server.last.closedBy).not.toBeNull()
  })

  it('notices that the engine froze, and that it continues', async () => {
    const lab = await playing({ library })
    await lab.engine.freeze()
    expect(await lab.link.waitFor('stalled')).toEqual({ type: 'stalled', cause: 'far-end' })
    await lab.link.waitFor('lost')
    await lab.engine.thaw()
    await lab.link.waitFor('returned')
  })

  it('waits in a queue when the streamer is full, and subscribes again on the same socket', async () => {
    const lab = open({ library, server: { maxPlayers: 0 } })
    expect(await lab.link.waitFor('queued')).toEqual({ type: 'queued', position: 1 })
    lab.server.options.maxPlayers = 1
    await lab.link.waitFor('progress', ({ step }) => step === 'first-frame')
    expect(lab.server.sockets).toHaveLength(1)
    await nextFrame(lab.video)
  })

  it.each([
    ['none', { streamers: [] }, {}],
    ['only another one', { streamers: ['Other'] }, { streamerId: 'Stage' }],
  ])('ends with 4005 without the streamer: %s', async (_, server, options) => {
    const lab = open({ library, server, options })
    expect(await closed(lab)).toEqual({ type: 'closed', code: 4005 })
  })

  it('only sends the input of the session, and no input of the page', async () => {
    const lab = await playing({ library })
    const types = () => lab.engine.received.map(({ type }) => type).filter((type) => type >= 60)
    for (const type of ['keydown', 'keypress', 'keyup'])
      document.dispatchEvent(new KeyboardEvent(type, { code: 'KeyA', key: 'a', keyCode: 65, bubbles: true }))
    const pointer = { type: 'pointer', x: 0.5, y: 0.25, pointerId: 1, pointerType: 'mouse' } as const
    lab.connection.command?.({
      type: 'input',
      event: { ...pointer, phase: 'down', button: 0, buttons: 1 },
    })
    await lab.engine.until(() => types().length === 2)
    expect(types()).toEqual([70, 72])
    const [, press] = lab.engine.received.filter(({ type }) => type >= 60)
    const view = new DataView(press!.bytes.buffer)
    expect([view.getUint8(1), view.getUint16(2, true), view.getUint16(4, true)]).toEqual([0, 32768, 16384])
  })

  it('carries messages in both directions', async () => {
    const lab = await playing({ library })
    lab.connection.command?.({ type: 'message', data: { colour: 'red', n: [1, 2] } })
    expect(await lab.link.waitFor('message')).toEqual({
      type: 'message',
      data: { colour: 'red', n: [1, 2] },
    })
    lab.engine.last.say(1, 'plain words')
    expect(await lab.link.waitFor('message', ({ data }) => typeof data === 'string')).toEqual({
      type: 'message',
      data: 'plain words',
    })
  })

  it('opens the viewer’s keyboard when the application asks for text, and sends the text', async () => {
    const lab = await playing({ library })
    lab.engine.last.say(2, JSON.stringify({ command: 'onScreenKeyboard', contents: 'name' }))
    expect(await lab.link.waitFor('text-input')).toEqual({
      type: 'text-input',
      value: 'name',
      multiline: false,
    })
    lab.connection.command?.({ type: 'input', event: { type: 'text', value: 'Ada' } })
    await lab.engine.until(() => lab.engine.received.some(({ type, text }) => type === 52 && text === 'Ada'))
  })

  it('measures delivery', async () => {
    const lab = await playing({ library })
    await expect.poll(() => lab.link.samples.stats.length).toBeGreaterThan(1)
    expect(lab.link.samples.stats.at(-1)).toMatchObject({ width: 64, height: 36 })
    expect(lab.link.samples.stats.at(-1)?.bitrate).toBeGreaterThan(0)
  })

  it('survives invalid messages', async () => {
    const errors: unknown[] = []
    const note = (event: Event) => errors.push(event)
    window.addEventListener('error', note)
    window.addEventListener('unhandledrejection', note)
    const lab = await playing({ library })
    const socket = lab.server.last
    for (const frame of ['{', 'null', '[]', '7', '{"type":7}', '{"type":"streamerList"}', '{"type":"offer"}'])
      socket.frame(frame)
    socket.frame('{"type":"iceCandidate","candidate":7}')
    socket.frame('{"type":"nobodyKnows"}')
    socket.frame(`{"type":"streamerIdChanged","newID":"${'x'.repeat(300_000)}"}`)
    for (const bytes of [[], [99], [0], [1, 65], [2, 1, 2, 3], [7, 1, 2], [13, 4], [3, 1], [255, 1, 2]])
      lab.engine.last.channel.send(Uint8Array.from(bytes))
    lab.connection.command?.({ type: 'message', data: 'still there' })
    await lab.link.waitFor('message', ({ data }) => data === '"still there"')
    await nextFrame(lab.video)
    window.removeEventListener('error', note)
    window.removeEventListener('unhandledrejection', note)
    expect(errors).toEqual([])
    expect(lab.link.eventsOf('closed')).toEqual([])
  })
})

it('notices a frozen engine that never answers on the data channel', async () => {
  const lab = await playing({ answersEcho: false })
  await lab.engine.freeze()
  expect((await lab.link.waitFor('stalled')).cause).toMatch(/far-end|network/)
})
