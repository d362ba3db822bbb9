import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control } from '../control/control.fixture.ts'
import { startStage, type Stage } from '../index.ts'
import type { ApplicationEvent } from './application-events.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage.close())

const withoutMedia = { media: 'none', workers: 1 } as const

describe('the control interface of applications', () => {
  it('creates, shows, lists and closes them', async () => {
    const created = await control(stage.url, 'POST', '/applications', {
      ...withoutMedia,
      id: 'game',
      ticket: 'secret',
    })
    expect(created.status).toBe(201)
    expect(created.json).toMatchObject({
      id: 'game',
      gatewayUrl: `${stage.url.replace('http', 'ws')}/session/game`,
      options: { workers: 1, ticket: true },
      state: { queue: 0, sessions: 0, sockets: 0, peerConnections: 0, activeFaults: [] },
    })
    expect(JSON.stringify(created.json)).not.toContain('secret')
    expect((await control(stage.url, 'GET', '/applications/game')).json).toMatchObject({ id: 'game' })
    expect(await (await fetch(`${stage.url}/applications`)).json()).toMatchObject([{ id: 'game' }])
    expect((await control(stage.url, 'POST', '/applications', { id: 'game' })).status).toBe(409)
    expect((await control(stage.url, 'DELETE', '/applications/game')).json).toEqual({ id: 'game' })
    expect((await control(stage.url, 'GET', '/applications/game')).status).toBe(404)
  })

  it('injects and lifts faults', async () => {
    const { id } = stage.createApplication(withoutMedia)
    const injected = await control(stage.url, 'POST', `/applications/${id}/faults/overload`, {
      retryAfterMs: 500,
    })
    expect(injected.json).toEqual({
      fault: 'overload',
      params: { retryAfterMs: 500, durationMs: 0 },
      viewers: [],
    })
    const path = `/applications/${id}/faults/overload`
    expect((await control(stage.url, 'DELETE', path)).json).toEqual({ fault: 'overload', lifted: true })
    expect((await control(stage.url, 'DELETE', path)).json).toEqual({ fault: 'overload', lifted: false })
    const unknown = await control(stage.url, 'POST', `/applications/${id}/faults/nothing`)
    expect(unknown).toMatchObject({
      status: 404,
      json: { faults: expect.arrayContaining(['kick']) as unknown },
    })
  })

  it('adds and removes simulated viewers', async () => {
    const { id } = stage.createApplication(withoutMedia)
    const path = `/applications/${id}/viewers`
    const { json } = await control(stage.url, 'POST', path, { count: 100 })
    expect(json['viewers']).toHaveLength(100)
    expect((await control(stage.url, 'DELETE', path, { count: 40 })).json).toEqual({ left: 40 })
    expect(stage.application(id)?.state().viewers).toHaveLength(60)
    expect((await control(stage.url, 'POST', path, { count: 5000 })).status).toBe(400)
    expect((await control(stage.url, 'POST', path, { count: 'all' })).status).toBe(400)
  })

  it('sends notices, messages, drains and limits', async () => {
    const { id } = stage.createApplication(withoutMedia)
    const say = (body: unknown): ReturnType<typeof control> =>
      control(stage.url, 'POST', `/applications/${id}/say`, body)
    expect((await say({ notice: 'Soon', drainingMs: 10, message: [1], limitMs: null })).json).toEqual({
      said: ['notice', 'message', 'draining', 'limit'],
    })
    expect((await say({})).status).toBe(400)
  })

  it('reports events as server-sent events', async () => {
    const application = stage.createApplication(withoutMedia)
    application.addViewers(1)
    const response = await fetch(`${stage.url}/applications/${application.id}/events`)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const text = response.text()
    application.inject('kick')
    await application.close()
    const events = (await text)
      .split('\n\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line.replace('data: ', '')) as ApplicationEvent)
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['joined', 'fault', 'ended', 'closed']) as string[],
    )
    expect(events.at(-1)?.type).toBe('closed')
  })

  it.each([
    ['POST', '/applications', 'not json', 400],
    ['POST', '/applications', { workers: 'many' }, 400],
    ['GET', '/applications/none', undefined, 404],
    ['POST', '/applications/none/viewers', {}, 404],
    ['PUT', '/applications', {}, 404],
  ] as const)('refuses %s %s', async (method, path, body, status) => {
    expect((await control(stage.url, method, path, body)).status).toBe(status)
  })

  it('closes an unused application that was created over HTTP', async () => {
    const brief = await startStage({ unusedAfterMs: 50 })
    const { json } = await control(brief.url, 'POST', '/applications', withoutMedia)
    await expect(brief.application(String(json['id']))?.next('closed')).resolves.toMatchObject({
      type: 'closed',
    })
    await brief.close()
  })
})
