import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { startStage, type ApplicationOptions, type Stage, type StageApplication } from '../index.ts'
import { control } from '../control/control.fixture.ts'
import { closeClients, connect, headersFor } from '../worker/whep-client.fixture.ts'
import { closeSockets, requestSession, type SocketViewer } from './socket.fixture.ts'

const small = { width: 160, height: 90, fps: 15, kbps: 200 }
const stages: Stage[] = []
afterEach(async () => {
  closeClients()
  closeSockets()
  for (const stage of stages.splice(0)) await stage.close()
})

async function create(options: ApplicationOptions = {}): Promise<StageApplication> {
  const stage = await startStage()
  stages.push(stage)
  return stage.createApplication({ ...small, ...options })
}

type Assigned = Awaited<ReturnType<typeof assignedOf>>
const assignedOf = (viewer: SocketViewer) => viewer.hear('assigned')
const watch = ({ media }: Assigned): ReturnType<typeof connect> => connect(media.url, media.token)

function isAlive(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('an application with workers', () => {
  it('delivers a picture and a data channel after the request', async () => {
    const application = await create()
    const viewer = requestSession(application)
    const assigned = await assignedOf(viewer)
    const connected = application.next('media', ({ state }) => state === 'connected')
    const media = await watch(assigned)
    await Promise.all([media.firstKeyframe, media.channelOpen, connected])
    expect(application.state()).toMatchObject({ sockets: 1, sessions: 1, peerConnections: 1 })
    expect(application.state().workers).toMatchObject([
      { id: assigned.worker, state: 'busy', viewer: 'viewer-1' },
    ])
  })

  it('closes the media of a leaving viewer at once, and stops counting it', async () => {
    const application = await create()
    const viewer = requestSession(application)
    const assigned = await assignedOf(viewer)
    const media = await watch(assigned)
    await media.firstVideo
    const gone = application.next('worker', () => false).catch(() => undefined)
    viewer.say({ type: 'leave' })
    await Promise.all([viewer.closed, media.closed])
    expect(application.state()).toMatchObject({ sessions: 0, viewers: [] })
    await expect.poll(() => application.state().peerConnections).toBe(0)
    const late = await fetch(assigned.media.url, {
      method: 'POST',
      headers: headersFor(assigned.media.token),
      body: 'v=0',
    })
    expect(late.status).toBe(401)
    await application.close()
    await gone
  })

  it('keeps the media while only the socket is lost, and gives the same worker back', async () => {
    const application = await create()
    const viewer = requestSession(application)
    const assigned = await assignedOf(viewer)
    const media = await watch(assigned)
    await media.firstVideo
    application.inject('network-drop')
    await viewer.closed
    await media.nextVideo()
    const back = requestSession(application, { resumeToken: assigned.resumeToken! })
    expect(await assignedOf(back)).toEqual(assigned)
    await media.nextVideo()
  })

  it('closes a viewer at once when its worker is killed, and gives the next viewer a new worker', async () => {
    const application = await create()
    const viewer = requestSession(application)
    const { worker } = await assignedOf(viewer)
    const { pid } = application.state().workers[0]!
    const next = requestSession(application)
    await next.hear('queued')
    application.inject('worker-crash')
    expect(await viewer.closed).toEqual({ code: 4006, reason: '' })
    expect(isAlive(pid)).toBe(false)
    const assigned = await assignedOf(next)
    expect(assigned.worker).not.toBe(worker)
    await (
      await watch(assigned)
    ).firstVideo
  })

  it.each(['media-freeze', 'media-dead'] as const)('keeps signalling alive during %s', async (fault) => {
    const application = await create()
    const viewer = requestSession(application)
    const media = await watch(await assignedOf(viewer))
    await Promise.all([media.firstVideo, media.channelOpen])
    application.inject(fault)
    const answer = media.next('pong')
    if (fault === 'media-freeze') {
      media.send({ type: 'ping', id: 1 })
      expect(await answer).toEqual({ type: 'pong', id: 1 })
    }
    viewer.say({ type: 'ping', id: 2 })
    await viewer.hear('pong')
    application.lift(fault)
    await media.nextVideo()
  })

  it('starts a process only when a viewer needs one, with `lazy`', async () => {
    const application = await create({ lazy: true, workers: 2 })
    expect(application.state().workers).toMatchObject([{ state: 'empty' }, { state: 'empty' }])
    await assignedOf(requestSession(application))
    expect(application.state().workers).toMatchObject([{ state: 'busy' }, { state: 'empty' }])
  })

  it('leaves no process behind, not even a starting one', async () => {
    const application = await create({ workers: 2 })
    await application.next('worker', ({ state }) => state === 'free')
    const pids = application.state().workers.map(({ pid }) => pid)
    await application.close()
    expect(pids.filter((pid) => isAlive(pid))).toEqual([])
    const another = await create({ workers: 1 })
    await another.close()
    expect(another.state().workers.every(({ pid }) => pid === null || !isAlive(pid))).toBe(true)
  })
})

describe('the stage as a process', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'leaves no process behind on %s, not even a stopped one',
    async (signal) => {
      const main = fileURLToPath(new URL('../main.ts', import.meta.url))
      const child = spawn(process.execPath, ['--conditions=standby-source', '--import', 'tsx', main], {
        env: { ...process.env, STAGE_PORT: '0' },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const [line] = (await once(child.stdout, 'data')) as [Buffer]
      const url = String(line).replace('Stage', '').trim()
      const { json } = await control(url, 'POST', '/applications', small)
      const workers = async (): Promise<{ pid: number | null }[]> => {
        const state = (await control(url, 'GET', `/applications/${String(json['id'])}`)).json['state']
        return (state as { workers: { pid: number | null }[] }).workers
      }
      let pid: number | null = null
      while (pid === null) pid = (await workers())[0]?.pid ?? null
      const pixelStream = await control(url, 'POST', '/pixel-streams', small)
      const { server, workers: streamers } = pixelStream.json['state'] as {
        server: { pid: number }
        workers: { pid: number }[]
      }
      await control(url, 'POST', `/pixel-streams/${String(pixelStream.json['id'])}/faults/worker-frozen`)
      const pids = [pid, server.pid, ...streamers.map((streamer) => streamer.pid)]
      expect(pids.map(isAlive)).toEqual([true, true, true])
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
      while (pids.some(isAlive)) await new Promise((resolve) => setImmediate(resolve))
      expect(pids.map(isAlive)).toEqual([false, false, false])
    },
  )
})
