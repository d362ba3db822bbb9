import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { control } from '../../control/control.fixture.ts'
import type { FaultName } from './faults.ts'
import { startStage, type Stage, type StageStream } from '../../index.ts'
import {
  answer,
  levelUrl,
  nextSegment,
  outcomeOf,
  playlist,
  request,
  whenArrived,
} from '../viewer.fixture.ts'

let stage: Stage
let stream: StageStream
beforeAll(async () => {
  stage = await startStage()
  stream = await stage.createStream({ levels: 2, warmMs: 8000 })
})
afterAll(() => stage.close())
beforeEach(async () => {
  for (const fault of stream.state.activeFaults) await stream.lift(fault)
})

async function inject(fault: FaultName, params: object = {}): Promise<void> {
  const { status, json } = await control(stage.url, 'POST', `/streams/${stream.id}/faults/${fault}`, params)
  expect(status, JSON.stringify(json)).toBe(200)
  expect(stream.state.activeFaults).toEqual([fault])
}

async function lift(fault: FaultName): Promise<void> {
  const { json } = await control(stage.url, 'DELETE', `/streams/${stream.id}/faults/${fault}`)
  expect(json).toEqual({ fault, lifted: true })
  expect(stream.state.activeFaults).toEqual([])
}

const media = (): string => levelUrl(stream, 0)
/** Outcome of the entry playlist and of both media playlists. */
const outcomes = (): Promise<(number | string)[]> =>
  Promise.all([stream.url, media(), levelUrl(stream, 1)].map(outcomeOf))

describe.each([
  ['playlist-404', 404],
  ['playlist-500', 500],
  ['playlist-reset', 'ECONNRESET'],
] as const)('%s', (fault, outcome) => {
  it('refuses every playlist until lifted, but no segment', async () => {
    const segment = (await playlist(media())).segments.at(-1) ?? ''
    await inject(fault)
    expect(await outcomes()).toEqual([outcome, outcome, outcome])
    expect(await outcomeOf(segment)).toBe(200)
    await lift(fault)
    expect(await outcomes()).toEqual([200, 200, 200])
  })

  it('refuses only the multivariant or only the media playlists, by target', async () => {
    await inject(fault, { target: 'multivariant' })
    expect(await outcomes()).toEqual([outcome, 200, 200])
    await inject(fault, { target: 'media' })
    expect(await outcomes()).toEqual([200, outcome, outcome])
  })
})

describe('playlist-hang', () => {
  it('accepts a request, does not answer it, and resets it when lifted', async () => {
    await inject('playlist-hang', { target: 'media' })
    expect(await outcomeOf(stream.url)).toBe(200)
    const hanging = request(media())
    // No answer within the time of a whole segment: the request hangs.
    const first = await Promise.race([hanging, nextSegment(stream)])
    expect(first).toMatchObject({ type: 'segment-listed' })
    await lift('playlist-hang')
    expect(await hanging).toEqual({ broken: 'ECONNRESET', received: 0 })
    expect(await outcomeOf(media())).toBe(200)
  })

  it('records a viewer that gives up', async () => {
    await inject('playlist-hang')
    const impatient = new AbortController()
    const hanging = request(media(), { signal: impatient.signal })
    const reported = stream.next('request')
    await whenArrived(stage)
    impatient.abort()
    expect(await hanging).toMatchObject({ broken: 'ABORT_ERR' })
    expect(await reported).toMatchObject({ path: '0/index.m3u8', status: 0 })
  })
})

describe('playlist-freeze', () => {
  it('shows the same bytes while the encoder goes on, then everything new', async () => {
    await inject('playlist-freeze')
    const before = await playlist(media())
    const { sequence } = await nextSegment(stream)
    expect((await playlist(media())).text).toBe(before.text)
    await lift('playlist-freeze')
    const after = await playlist(media())
    expect(after.mediaSequence + after.segments.length - 1).toBeGreaterThanOrEqual(sequence)
  })
})

describe('empty-playlist', () => {
  it('lists no segment and stays live', async () => {
    await inject('empty-playlist')
    const { segments, ended, text } = await playlist(media())
    expect(segments).toEqual([])
    expect(ended).toBe(false)
    expect(text.startsWith('#EXTM3U')).toBe(true)
    expect(await outcomeOf(stream.url)).toBe(200)
    await lift('empty-playlist')
    expect((await playlist(media())).segments.length).toBeGreaterThanOrEqual(4)
  })
})

describe('html-page', () => {
  it('answers 200 with a web page', async () => {
    await inject('html-page')
    const { status, headers, text } = await answer(media())
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(text).toMatch(/^<!doctype html>/)
    await lift('html-page')
    expect((await answer(media())).headers['content-type']).toBe('application/vnd.apple.mpegurl')
  })
})

describe('vod', () => {
  it('shows a recording that can be loaded and does not grow', async () => {
    await inject('vod')
    const recording = await playlist(media())
    expect(recording.ended).toBe(true)
    expect(recording.text).toContain('#EXT-X-PLAYLIST-TYPE:VOD')
    await nextSegment(stream)
    expect((await playlist(media())).text).toBe(recording.text)
    expect(await outcomeOf(recording.segments[0] ?? '')).toBe(200)
    await lift('vod')
    expect((await playlist(media())).ended).toBe(false)
  })
})

describe('huge-playlist', () => {
  it('has 50,000 lines; only the last segments exist', async () => {
    await inject('huge-playlist')
    const { text, segments } = await playlist(media())
    expect(text.split('\n').length).toBeGreaterThan(50_000)
    expect(await outcomeOf(segments.at(-1) ?? '')).toBe(200)
    expect(await outcomeOf(segments[0] ?? '')).toBe(404)
  })

  it('has as many lines as asked', async () => {
    await inject('huge-playlist', { lines: 1000 })
    const lines = (await playlist(media())).text.split('\n').length
    expect(lines).toBeGreaterThan(1000)
    expect(lines).toBeLessThan(1100)
  })
})

describe('a lasting fault', () => {
  it('lifts itself after its time', async () => {
    const lifted = stream.next('fault', (event) => event.phase === 'lifted')
    const injected = stream.next('fault', (event) => event.phase === 'injected')
    await stream.inject('playlist-404', { durationMs: 300 })
    expect(await lifted).toMatchObject({ fault: 'playlist-404' })
    expect((await lifted).at - (await injected).at).toBeGreaterThanOrEqual(299)
    expect(await outcomeOf(media())).toBe(200)
  })

  it('gives way to a fault that withholds more', async () => {
    await stream.inject('html-page')
    await stream.inject('playlist-404')
    expect(await outcomeOf(media())).toBe(404)
    await stream.inject('playlist-reset')
    expect(await outcomeOf(media())).toBe('ECONNRESET')
    await stream.lift('playlist-reset')
    await stream.lift('playlist-404')
    expect((await answer(media())).text).toMatch(/^<!doctype html>/)
  })
})

it('records the status of every request', async () => {
  await stream.inject('playlist-404')
  await outcomeOf(media())
  await stream.inject('playlist-reset')
  const recorded = stream.next('request')
  await outcomeOf(stream.url)
  await recorded
  expect(stream.requests().slice(-2)).toMatchObject([
    { path: '0/index.m3u8', kind: 'playlist', status: 404 },
    { path: 'index.m3u8', kind: 'master', status: 0 },
  ])
})
