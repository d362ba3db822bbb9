import { describe, expect, it } from 'vitest'
import { createManualClock } from '../gateway/manual-clock.fixture.ts'
import { supervise } from './supervisor.ts'

interface TestProcess {
  readonly number: number
  readonly gone: Promise<string>
  kill(): Promise<unknown>
}

function start(fails: (number: number) => boolean = () => false) {
  const clock = createManualClock()
  const states: string[] = []
  const signals: AbortSignal[] = []
  const processes: TestProcess[] = []
  let number = 0
  const supervised = supervise<TestProcess>({
    restartMs: 250,
    clock,
    start(signal) {
      signals.push(signal)
      if (fails(++number)) return Promise.reject(new Error(`start ${number} failed`))
      let end: (how: string) => void = () => undefined
      const gone = new Promise<string>((resolve) => (end = resolve))
      const process: TestProcess = {
        number,
        gone,
        kill() {
          end('SIGKILL')
          return gone
        },
      }
      processes.push(process)
      return Promise.resolve(process)
    },
    onState: (state, process, error) =>
      states.push([state, process?.number, error].filter((each) => each !== undefined).join(' ')),
  })
  return { clock, states, signals, processes, supervised }
}

describe('a supervised process', () => {
  it('is started at once', async () => {
    const { supervised, states } = start()
    expect(supervised.state).toBe('starting')
    expect((await supervised.running()).number).toBe(1)
    expect(await supervised.running()).toBe(supervised.process)
    expect(states).toEqual(['starting', 'running 1'])
  })

  it('is restarted `restartMs` after it ended', async () => {
    const { supervised, states, clock } = start()
    await supervised.running()
    await supervised.kill()
    expect([supervised.state, supervised.process]).toEqual(['down', null])
    const next = supervised.running()
    await clock.pass(249)
    expect(supervised.state).toBe('down')
    await clock.pass(1)
    expect((await next).number).toBe(2)
    expect(states).toEqual(['starting', 'running 1', 'down SIGKILL', 'starting', 'running 2'])
  })

  it('stays down while held', async () => {
    const { supervised, clock } = start()
    await supervised.running()
    supervised.hold(true)
    await supervised.kill()
    await clock.pass(60_000)
    expect(supervised.state).toBe('down')
    supervised.hold(false)
    expect((await supervised.running()).number).toBe(2)
  })

  it('is not started twice when held and released while it runs', async () => {
    const { supervised, processes } = start()
    await supervised.running()
    supervised.hold(true)
    supervised.hold(false)
    expect([supervised.state, processes.length]).toEqual(['running', 1])
  })

  it('reports why it could not start, and tries again', async () => {
    const { supervised, states, clock } = start((number) => number === 1)
    await expect(supervised.running()).rejects.toThrow('start 1 failed')
    expect(states).toEqual(['starting', 'down start 1 failed'])
    await clock.pass(250)
    expect(supervised.state).toBe('running')
  })

  it('is awaited across failed restarts once it has run', async () => {
    const { supervised, clock } = start((number) => number === 2)
    await supervised.running()
    await supervised.kill()
    const next = supervised.running()
    await clock.pass(1000)
    expect((await next).number).toBe(3)
  })

  it('is killed without a restart on close, and leaves no timer', async () => {
    const { supervised, processes, signals, clock } = start()
    await supervised.running()
    await supervised.close()
    await processes[0]!.gone
    await clock.pass(60_000)
    expect([processes.length, signals[0]!.aborted, clock.pending]).toEqual([1, true, 0])
  })

  it('is killed right after its start when closed during the start', async () => {
    const { supervised, processes } = start()
    const running = supervised.running()
    const closed = supervised.close()
    await expect(running).rejects.toThrow(/closed before it was ready/)
    await closed
    await processes[0]!.gone
  })
})
