import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { control } from './control/control.fixture.ts'
import { startStage, type Stage, type StageOptions } from './index.ts'
import { outcomeOf, playlist, whenArrived } from './hls/viewer.fixture.ts'

const stages: Stage[] = []
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close()
})

async function start(options: StageOptions = {}): Promise<Stage> {
  const stage = await startStage(options)
  stages.push(stage)
  return stage
}

function isAlive(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a stage', () => {
  it('binds to 127.0.0.1 only, on any free port', async () => {
    const [one, two] = [await start(), await start()]
    expect(one.port).not.toBe(two.port)
    expect(one.url).toBe(`http://127.0.0.1:${one.port}`)
  })

  it('rejects with the taken port, and how to choose another', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address() as AddressInfo
    await expect(startStage({ port })).rejects.toThrow(
      `Standby: port ${port} is taken, so the stage cannot start; set STAGE_PORT to a free one.`,
    )
    blocker.close()
  })

  it('holds several streams, each with its own encoder', async () => {
    const stage = await start()
    const [one, two] = await Promise.all([
      stage.createStream({ warmMs: 6000 }),
      stage.createStream({ warmMs: 6000, container: 'ts', levels: 2 }),
    ])
    expect(stage.streams()).toEqual([one, two])
    expect(stage.stream(two.id)).toBe(two)
    expect(one.state.encoderPid).not.toBe(two.state.encoderPid)
    await one.inject('encoder-drop')
    expect(isAlive(two.state.encoderPid)).toBe(true)
    expect([await outcomeOf(one.url), await outcomeOf(two.url)]).toEqual([200, 200])
  })

  it('starts a stream with a full window that goes on from now', async () => {
    const stage = await start()
    const stream = await stage.createStream()
    const { segments, mediaSequence } = await playlist(stream.url)
    expect(segments).toHaveLength(7)
    expect(mediaSequence).toBeLessThan(7)
    // The next segments follow the window without a gap, in real time.
    const { sequence, startMs } = await stream.next('segment-listed', ({ at, endMs }) => at - endMs < 2000)
    const first = stream.events().find((event) => event.type === 'segment-listed')
    expect(first).toMatchObject({ sequence: 0, startMs: startMs - sequence * 2000 })
  })

  it('leaves no process behind when a stream or the stage closes', async () => {
    const stage = await start()
    const [one, two] = [
      await stage.createStream({ warmMs: 6000 }),
      await stage.createStream({ warmMs: 6000 }),
    ]
    const pids = [one.state.encoderPid, two.state.encoderPid]
    expect(pids.map(isAlive)).toEqual([true, true])
    await one.close()
    expect(pids.map(isAlive)).toEqual([false, true])
    await stage.close()
    expect(pids.map(isAlive)).toEqual([false, false])
    expect(await outcomeOf(one.url)).toBe('ECONNREFUSED')
  })

  it('closes while requests hang', async () => {
    const stage = await start()
    const stream = await stage.createStream({ warmMs: 6000 })
    await stream.inject('playlist-hang')
    const hanging = outcomeOf(stream.url)
    await whenArrived(stage)
    await stage.close()
    expect(await hanging).toBe('ECONNRESET')
  })

  it('can be closed twice', async () => {
    const stage = await start()
    await Promise.all([stage.close(), stage.close()])
    expect(stage.streams()).toEqual([])
  })

  it('refuses a stream whose encoder cannot run, and forgets it', async () => {
    process.env['FFMPEG_PATH'] = process.execPath
    const stage = await start().finally(() => delete process.env['FFMPEG_PATH'])
    await expect(stage.createStream()).rejects.toThrow(/^Standby: The encoder could not run: .+/)
    expect(stage.streams()).toEqual([])
  })

  it('logs one line per event', async () => {
    const lines: string[] = []
    const stage = await start({ log: (line) => lines.push(line) })
    const stream = await stage.createStream({ id: 'told', warmMs: 6000 })
    await stream.inject('gap')
    expect(lines.at(-1)).toMatch(/^told .*"fault":"gap"/)
  })
})

describe('an unused stream', () => {
  it('is closed when it was created over HTTP', async () => {
    const stage = await start({ unusedAfterMs: 400 })
    const mine = await stage.createStream({ live: false })
    const { json } = await control(stage.url, 'POST', '/streams', { live: false })
    const abandoned = stage.stream(String(json['id']))
    await abandoned?.next('closed')
    expect(stage.streams()).toEqual([mine])
  })

  it('stays open while it gets requests', async () => {
    const stage = await start({ unusedAfterMs: 1500 })
    const create = async (): Promise<string> =>
      String((await control(stage.url, 'POST', '/streams', { live: false })).json['id'])
    const [abandoned, used] = [await create(), await create()]
    while (stage.stream(abandoned)) await control(stage.url, 'GET', `/streams/${used}`)
    expect(stage.stream(used)).toBeDefined()
  })
})
