import { createTestLink, type TestLink } from '@standby/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { farEnd, type FarEndOptions, pageEnvironment } from './connection/far-end.fixture.ts'
import type { WhepOptions } from './options.ts'
import { connectionModule, whep } from './whep.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

const url = '/whep/stage'
const opened: (() => void)[] = []
/** Every peer connection of the viewer. */
let peers: RTCPeerConnection[] = []
/** Called when one of them begins to apply an answer. */
let onAnswer = () => {}
const Native = RTCPeerConnection

beforeEach(() => {
  peers = []
  onAnswer = () => {}
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => {
  for (const close of opened.splice(0)) close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Records the peer connections of the viewer, and not that of the far end. */
function countPeers() {
  vi.stubGlobal(
    'RTCPeerConnection',
    class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        // The far end passes no configuration.
        if (configuration) peers.push(this)
      }

      override setRemoteDescription(answer: RTCSessionDescriptionInit) {
        onAnswer()
        return super.setRemoteDescription(answer)
      }
    },
  )
}

function open(farEndOptions: FarEndOptions = {}, options: Partial<WhepOptions> = {}) {
  countPeers()
  const far = farEnd(farEndOptions)
  const { environment, manual, timers } = pageEnvironment(far.fetch)
  const link = createTestLink({ environment })
  const connection = whep({ url, ...options }).connect(link)
  const video = document.createElement('video')
  video.muted = true
  video.autoplay = true
  document.body.append(video)
  const surface = { video, container: document.createElement('div') }
  connection.attach?.(surface)
  const end = () => {
    if (link.signal.aborted) return
    connection.close(1000, 'left')
    link.abort()
  }
  opened.push(end, far.close, () => video.remove())
  return { far, link, connection, video, surface, environment, manual, timers, end }
}

const frame = (video: HTMLVideoElement) =>
  new Promise<void>((resolve) => video.requestVideoFrameCallback(() => resolve()))

async function playing(...how: Parameters<typeof open>) {
  const lab = open(...how)
  await lab.link.waitFor('progress', ({ step }) => step === 'first-frame')
  await frame(lab.video)
  return lab
}

/** Plays, and the data channel has answered. */
async function answering(...how: Parameters<typeof open>) {
  const lab = await playing(...how)
  lab.connection.command?.({ type: 'message', data: 'hello' })
  await lab.far.until(() => lab.far.received.length > 0)
  return lab
}

describe('a connection', () => {
  it('plays the media of the far end', async () => {
    const { link, video, far } = await playing()
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
    const [post] = far.of('POST')
    expect(post?.headers.get('Content-Type')).toBe('application/sdp')
    expect(post?.body).toMatch(/m=video[\s\S]*a=recvonly/)
    expect(post?.body).toMatch(/m=audio[\s\S]*a=recvonly/)
    expect(post?.body).toMatch(/m=application/)
  })

  it('is deleted at the far end when it is closed, and leaves nothing behind', async () => {
    const { far, end, timers, manual, video } = await playing({}, { token: 'abc' })
    end()
    await far.until(() => far.deletions === 1)
    const [deletion] = far.of('DELETE')
    expect(deletion?.url).toBe(new URL('/whep/resource/1', location.href).href)
    expect(deletion?.headers.get('Authorization')).toBe('Bearer abc')
    expect(peers.map(({ connectionState }) => connectionState)).toEqual(['closed'])
    expect(timers.size).toBe(0)
    expect(manual.listeners).toBe(0)
    expect(video.srcObject).toBeNull()
  })

  it('sets a jitter buffer of 0, or of the option', async () => {
    await playing()
    expect(peers[0]?.getReceivers().map((one) => one.jitterBufferTarget)).toEqual([0, 0])
    await playing({}, { jitterBufferMs: 300 })
    expect(peers[1]?.getReceivers().map((one) => one.jitterBufferTarget)).toEqual([300, 300])
  })

  it('uses the ICE servers of the answer and of the options', async () => {
    await playing(
      { headers: { Link: '<turn:turn.invalid:3478>; rel="ice-server"; username="u"; credential="c"' } },
      { iceServers: [{ urls: 'stun:stun.invalid:3478' }] },
    )
    expect(peers[0]?.getConfiguration().iceServers?.map(({ urls }) => [urls].flat()[0])).toEqual([
      'stun:stun.invalid:3478',
      'turn:turn.invalid:3478',
    ])
  })

  it('works without a data channel', async () => {
    const { far, connection } = await playing({}, { dataChannel: false })
    expect(far.of('POST')[0]?.body).not.toMatch(/m=application/)
    connection.command?.({ type: 'message', data: 1 })
  })

  it('sends all candidates with the offer without trickle', async () => {
    const { far } = await playing({}, { trickle: false })
    expect(far.of('POST')[0]?.body).toMatch(/a=candidate:/)
    expect(far.of('PATCH')).toEqual([])
  })

  it('sends its candidates as they are found', async () => {
    const { far } = await playing({ headers: { ETag: '"1"' } })
    await far.until(() => far.of('PATCH').some(({ body }) => body.includes('a=end-of-candidates')))
    const [first] = far.of('PATCH')
    expect(first?.headers.get('Content-Type')).toBe('application/trickle-ice-sdpfrag')
    expect(first?.headers.get('If-Match')).toBe('"1"')
    expect(
      far
        .of('PATCH')
        .map(({ body }) => body)
        .join(''),
    ).toMatch(/a=candidate:/)
  })

  it.each([404, 405, 501])('sends no more candidates to a server that answers %d', async (patchStatus) => {
    const { far } = await playing({ patchStatus })
    expect(far.of('PATCH')).toHaveLength(1)
  })

  it('waits for a stream that is not live, and plays it once it is', async () => {
    let live = false
    const { link, far } = await playing({
      answer({ method }) {
        if (method !== 'POST' || live) return null
        live = true
        return new Response(null, { status: 409, headers: { 'Retry-After': '1' } })
      },
    })
    expect(link.events.slice(0, 2)).toEqual([
      { type: 'not-live', reason: 'not-started' },
      { type: 'assigned' },
    ])
    expect(far.of('POST')).toHaveLength(2)
  })

  it.each([
    ['is not valid SDP', 'v=0\r\nthis is not one'],
    ['rejects audio and video', null],
  ])('ends if the answer %s', async (_, sdp) => {
    const { link, timers } = open({
      async answer({ method, body }) {
        if (method !== 'POST') return null
        if (sdp) return new Response(sdp, { status: 201, headers: { Location: '/r' } })
        const other = new Native()
        await other.setRemoteDescription({ type: 'offer', sdp: body })
        for (const one of other.getTransceivers()) one.direction = 'inactive'
        await other.setLocalDescription()
        const text = other.localDescription!.sdp
        other.close()
        return new Response(text, { status: 201, headers: { Location: '/r' } })
      },
    })
    expect(await link.waitFor('closed')).toEqual({
      type: 'closed',
      code: 1003,
      cause: 'unsupported',
      reason: 'answer-refused',
    })
    expect(peers[0]?.connectionState).toBe('closed')
    expect(timers.size).toBe(0)
  })
})

describe('a view', () => {
  it('that is attached later gets the stream', async () => {
    const lab = await playing()
    const other = document.createElement('video')
    other.muted = true
    other.autoplay = true
    const detach = lab.connection.attach?.({ video: other, container: lab.surface.container })
    expect(lab.video.srcObject).toBeNull()
    await frame(other)
    detach?.()
    expect(other.srcObject).toBeNull()
  })

  it('that is attached again does not change', async () => {
    const lab = await playing()
    const set = vi.spyOn(lab.video, 'srcObject', 'set')
    lab.connection.attach?.(lab.surface)
    expect(set).not.toHaveBeenCalled()
  })
})

describe('a close', () => {
  type Step = [name: string, reached: (lab: ReturnType<typeof open>) => Promise<unknown>, deletes: number]
  const steps: Step[] = [
    ['at once', async () => {}, 0],
    ['before the offer is created', async () => Promise.resolve(), 0],
    ['during the request', ({ far }) => far.until(() => far.of('POST').length > 0), 1],
    ['when the answer was accepted', ({ link }) => link.waitFor('assigned'), 1],
    ['while the answer is applied', () => new Promise<void>((resolve) => (onAnswer = resolve)), 1],
    ['while ICE connects', ({ far }) => far.until(() => far.of('PATCH').length > 0), 1],
    ['when it is connected', ({ link }) => link.waitFor('progress', ({ step }) => step === 'first-frame'), 1],
  ]
  it.each(steps)('%s leaves nothing behind', async (_name, reached, deletes) => {
    const lab = open()
    await reached(lab)
    lab.end()
    if (deletes) await lab.far.until(() => lab.far.deletions === deletes)
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(lab.far.deletions).toBe(deletes)
    expect(peers.map(({ connectionState }) => connectionState)).toEqual(['closed'])
    expect(lab.timers.size).toBe(0)
    expect(lab.manual.listeners).toBe(0)
    expect(lab.link.lateEvents).toEqual([])
  })

  it.each(['assigned', 'progress'] as const)('inside the event %s leaves nothing behind', async (type) => {
    const lab = open()
    const emit = vi.spyOn(lab.link, 'emit')
    await lab.link.waitFor(type)
    lab.end()
    await lab.far.until(() => lab.far.deletions === 1)
    expect(emit.mock.calls.map(([event]) => event.type)).not.toContain('closed')
    expect(peers[0]?.connectionState).toBe('closed')
  })

  it('deletes the resource of an answer that comes later', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const { far, end } = open({
      async answer({ method }) {
        if (method !== 'POST') return null
        await gate
        return new Response('v=0\r\n', { status: 201, headers: { Location: '/late' } })
      },
    })
    await far.until(() => far.of('POST').length === 1)
    end()
    expect(far.deletions).toBe(0)
    release()
    await far.until(() => far.deletions === 1)
    expect(far.of('DELETE')[0]?.url).toMatch(/\/late$/)
  })

  it('by the unload of the page deletes the resource once', async () => {
    const { manual, far, end } = await playing()
    manual.trigger('pagehide')
    expect(far.of('DELETE')).toHaveLength(1)
    end()
    expect(far.of('DELETE')).toHaveLength(1)
  })

  it('is emitted in a page that the browser restores', async () => {
    const { manual, link } = await playing()
    manual.trigger('pagehide')
    manual.trigger('pageshow')
    expect(link.eventsOf('closed')).toEqual([{ type: 'closed', code: 1006, cause: 'network' }])
  })
})

describe('media that stops', () => {
  it('while the far end answers is stalled, then lost, and can return', async () => {
    const { far, link } = await answering()
    await far.freeze()
    expect(await link.waitFor('stalled')).toEqual({ type: 'stalled', cause: 'far-end' })
    const lost = await link.waitFor('lost')
    expect(lost).toMatchObject({ exact: true, onDeadline: 'retry', deadline: lost.since + 10_000 })
    // A local time. The margin is large, so that a busy machine cannot fail the test.
    expect(Math.abs(Date.now() - lost.since)).toBeLessThan(600_000)
    await far.thaw()
    expect(await link.waitFor('returned')).toEqual({ type: 'returned', exact: true })
    expect(link.eventsOf('closed')).toEqual([])
  })

  it('because the far end closed the connection ends at once', async () => {
    const { far, link } = await answering()
    far.peer.close()
    expect(await link.waitFor('closed')).toEqual({ type: 'closed', code: 1005 })
    expect(peers[0]?.connectionState).toBe('closed')
  })
})

describe('an ICE restart', () => {
  it('continues the stream if the server accepts it', async () => {
    const { far, link, manual, video } = await answering()
    await far.until(() => far.of('PATCH').length > 0)
    await far.freeze()
    await link.waitFor('stalled')
    manual.setOnline(false)
    manual.setOnline(true)
    await far.until(() => far.of('PATCH').some(({ headers }) => headers.get('If-Match') === '*'))
    await far.thaw()
    await frame(video)
    await expect.poll(() => peers[0]?.signalingState).toBe('stable')
    const ufrags = new Set(far.of('PATCH').map(({ body }) => /a=ice-ufrag:(\S+)/.exec(body)?.[1]))
    expect(ufrags.size).toBe(2)
    expect(link.eventsOf('closed')).toEqual([])
  })

  it('leaves nothing behind when the connection closes during it', async () => {
    let asked = () => {}
    const restarting = new Promise<void>((resolve) => (asked = resolve))
    const { far, link, manual, end, timers } = await answering({
      answer({ method, headers }) {
        if (method === 'PATCH' && headers.get('If-Match') === '*') {
          asked()
          return new Promise(() => {})
        }
        return null
      },
    })
    await far.freeze()
    await link.waitFor('stalled')
    manual.setOnline(false)
    manual.setOnline(true)
    await restarting
    end()
    await far.until(() => far.deletions === 1)
    expect(peers[0]?.connectionState).toBe('closed')
    expect(timers.size).toBe(0)
    expect(link.lateEvents).toEqual([])
  })

  it('changes nothing if the server declines it', async () => {
    const { far, link, manual, video } = await answering({
      answer: ({ method, headers }) =>
        method === 'PATCH' && headers.get('If-Match') === '*' ? new Response(null, { status: 204 }) : null,
    })
    await far.freeze()
    await link.waitFor('stalled')
    manual.setOnline(false)
    manual.setOnline(true)
    await far.until(() => far.of('PATCH').some(({ headers }) => headers.get('If-Match') === '*'))
    await expect.poll(() => peers[0]?.signalingState).toBe('stable')
    await far.thaw()
    await frame(video)
    expect(link.eventsOf('closed')).toEqual([])
  })

  it('is not requested while media flows', async () => {
    const { far, manual } = await answering()
    const before = far.of('PATCH').length
    manual.setOnline(false)
    manual.setOnline(true)
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(
      far
        .of('PATCH')
        .slice(before)
        .every(({ headers }) => headers.get('If-Match') !== '*'),
    ).toBe(true)
  })

  it('ends the connection if the server no longer knows it', async () => {
    const { far, link, manual } = await answering({
      answer: ({ method, headers }) =>
        method === 'PATCH' && headers.get('If-Match') === '*' ? new Response(null, { status: 404 }) : null,
    })
    await far.until(() => far.of('PATCH').length > 0)
    await far.freeze()
    await link.waitFor('stalled')
    manual.setOnline(false)
    manual.setOnline(true)
    expect(await link.waitFor('closed')).toEqual({ type: 'closed', code: 1006, cause: 'network' })
  })
})

describe('the data channel', () => {
  it('carries input and messages in both directions', async () => {
    const { far, link, connection } = await answering()
    const event = { type: 'key', phase: 'down', code: 'KeyA', key: 'a', repeat: false } as const
    connection.command?.({ type: 'input', event })
    await far.until(() => far.received.length === 2)
    expect(far.received).toEqual([
      { type: 'message', data: 'hello' },
      { type: 'input', event },
    ])
    far.say('{"type":"message","data":{"score":3}}')
    expect(await link.waitFor('message')).toEqual({ type: 'message', data: { score: 3 } })
    far.say('{"type":"text-input","value":"name","multiline":false}')
    expect(await link.waitFor('text-input')).toEqual({ type: 'text-input', value: 'name', multiline: false })
  })

  it('drops invalid frames', async () => {
    const { far, link } = await answering()
    far.say('{')
    far.say('[]')
    far.say('{"type":"later-version"}')
    far.say('{"type":"text-input","value":5}')
    far.say(new ArrayBuffer(4))
    far.say(`{"type":"message","data":"${'x'.repeat(70_000)}"}`)
    far.say('{"type":"message","data":"after"}')
    expect(await link.waitFor('message')).toEqual({ type: 'message', data: 'after' })
    expect(link.eventsOf('closed')).toEqual([])
  })
})

describe('the microphone', () => {
  const device = () => {
    const sound = new AudioContext()
    const stream = sound.createMediaStreamDestination().stream
    const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(stream)
    return { ask, track: stream.getAudioTracks()[0]! }
  }

  /** The `tracks` events about the microphone. The same event type also reports `input`. */
  const voice = (link: TestLink) => link.eventsOf('tracks').filter((tracks) => 'microphone' in tracks)

  it('is offered if both sides support it, and requested only when it is turned on', async () => {
    const { ask, track } = device()
    const { link, connection, end } = await playing({ takesVoice: true }, { microphone: true })
    expect(voice(link)).toEqual([{ type: 'tracks', microphone: { on: false } }])
    expect(ask).not.toHaveBeenCalled()
    connection.command?.({ type: 'microphone', on: true })
    await link.waitFor('tracks', ({ microphone }) => microphone?.on === true)
    expect(peers[0]?.getSenders().some((sender) => sender.track === track)).toBe(true)
    connection.command?.({ type: 'microphone', on: false })
    expect(voice(link).at(-1)).toEqual({ type: 'tracks', microphone: { on: false } })
    expect(track.readyState).toBe('ended')
    end()
  })

  it('is released when the connection closes', async () => {
    const { track } = device()
    const { link, connection, end } = await playing({ takesVoice: true }, { microphone: true })
    connection.command?.({ type: 'microphone', on: true })
    await link.waitFor('tracks', ({ microphone }) => microphone?.on === true)
    end()
    expect(track.readyState).toBe('ended')
  })

  it('is not offered if the far end accepts no audio', async () => {
    const { link } = await playing({}, { microphone: true })
    expect(voice(link)).toEqual([])
  })
})

describe('statistics', () => {
  it('come every second', async () => {
    const { link } = await answering()
    await expect.poll(() => link.samples.stats.length).toBeGreaterThanOrEqual(3)
    const sample = link.samples.stats.at(-1)!
    expect(sample).toMatchObject({ width: 64, height: 36, codec: expect.stringMatching(/^\w+$/) })
    expect(sample.bitrate).toBeGreaterThan(0)
    expect(sample.packetLoss).toBe(0)
    expect(sample.roundTripMs).toBeGreaterThanOrEqual(0)
    const [first, second] = link.samples.stats
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(850)
  })
})
