import { describe, expect, it, vi } from 'vitest'
import { manualEnvironment } from './manual-environment.ts'

describe('the manual clock', () => {
  it('does not move by itself', () => {
    const environment = manualEnvironment({ now: 1000 })
    expect(environment.now()).toBe(1000)
    environment.advance(250)
    expect(environment.now()).toBe(1250)
  })

  it('runs timers in the order of their deadlines, each at its own time', () => {
    const environment = manualEnvironment({ now: 0 })
    const ran: [string, number][] = []
    environment.setTimeout(() => ran.push(['late', environment.now()]), 30)
    environment.setTimeout(() => ran.push(['early', environment.now()]), 10)
    environment.setTimeout(() => ran.push(['same moment, set later', environment.now()]), 10)
    environment.setTimeout(() => ran.push(['not yet', environment.now()]), 101)
    environment.advance(100)
    expect(ran).toEqual([
      ['early', 10],
      ['same moment, set later', 10],
      ['late', 30],
    ])
    expect(environment.timers).toBe(1)
  })

  it('runs timers that a timer sets within the same advance', () => {
    const environment = manualEnvironment({ now: 0 })
    const ran: number[] = []
    const again = () => {
      ran.push(environment.now())
      environment.setTimeout(again, 10)
    }
    environment.setTimeout(again, 10)
    environment.advance(35)
    expect(ran).toEqual([10, 20, 30])
  })

  it('does not run a cleared timer, also if it is cleared by a timer due at the same time', () => {
    const environment = manualEnvironment()
    const run = vi.fn<() => void>()
    environment.setTimeout(() => environment.clearTimeout(second), 5)
    const second = environment.setTimeout(run, 5)
    environment.advance(10)
    expect(run).not.toHaveBeenCalled()
    expect(environment.timers).toBe(0)
  })

  it('jumps in a sleep and then runs overdue timers, without setting the clock back', () => {
    const environment = manualEnvironment({ now: 0 })
    const ran: number[] = []
    environment.setTimeout(() => ran.push(environment.now()), 100)
    environment.sleep(60_000)
    expect(ran).toEqual([])
    environment.advance(0)
    expect(ran).toEqual([60_000])
    expect(environment.now()).toBe(60_000)
  })

  it('can be set back without a delay for timers, as in browsers', () => {
    const environment = manualEnvironment({ now: 100_000 })
    const ran: number[] = []
    environment.setTimeout(() => ran.push(environment.now()), 1000)
    environment.sleep(-20_000)
    expect(environment.now()).toBe(80_000)
    environment.advance(999)
    expect(ran).toEqual([])
    environment.advance(1)
    expect(ran).toEqual([81_000])
  })

  it.each([0, -5, Number.NaN])('treats a delay of %d as 0', (delay) => {
    const environment = manualEnvironment()
    const run = vi.fn<() => void>()
    environment.setTimeout(run, delay)
    environment.advance(0)
    expect(run).toHaveBeenCalledOnce()
  })

  it('never runs a timer with an infinite delay', () => {
    const environment = manualEnvironment()
    const run = vi.fn<() => void>()
    environment.setTimeout(run, Number.POSITIVE_INFINITY)
    environment.advance(1e12)
    expect(run).not.toHaveBeenCalled()
  })

  it('stops a loop of timers without delay', () => {
    const environment = manualEnvironment()
    const again = () => environment.setTimeout(again, 0)
    again()
    expect(() => environment.advance(1)).toThrow(/^Standby: 100000 timers ran/)
  })
})

describe('a manual environment', () => {
  it('notifies of online and visible once per change', () => {
    const environment = manualEnvironment()
    const heard: string[] = []
    for (const event of ['online', 'offline', 'visibilitychange'] as const)
      environment.on(event, () => heard.push(event))
    environment.setOnline(true)
    environment.setOnline(false)
    environment.setOnline(false)
    environment.setVisible(false)
    environment.setOnline(true)
    expect(heard).toEqual(['offline', 'visibilitychange', 'online'])
    expect([environment.online, environment.visible]).toEqual([true, false])
  })

  it('triggers events that have no setter, and passes on input', () => {
    const environment = manualEnvironment()
    const heard: string[] = []
    environment.on('pageshow', () => heard.push('pageshow'))
    environment.onInput((event) => heard.push(event.type))
    environment.trigger('pageshow')
    environment.trigger('freeze')
    environment.input()
    environment.input(new Event('wheel'))
    expect(heard).toEqual(['pageshow', 'keydown', 'wheel'])
  })

  it('counts listeners, so that a test sees which are left', () => {
    const environment = manualEnvironment()
    const stop = environment.on('online', () => {})
    const stopInput = environment.onInput(() => {})
    expect(environment.listeners).toBe(2)
    stop()
    stop()
    expect(environment.listeners).toBe(1)
    stopInput()
    expect(environment.listeners).toBe(0)
  })

  it('records requests, and refuses them unless an answer is set', async () => {
    const environment = manualEnvironment()
    await expect(environment.fetch('https://a.example/1')).rejects.toThrow(TypeError)
    environment.setFetch(async () => new Response('hello'))
    const answer = await environment.fetch('https://a.example/2', { method: 'POST' })
    await expect(answer.text()).resolves.toBe('hello')
    expect(environment.requests).toEqual([
      { url: 'https://a.example/1', init: undefined },
      { url: 'https://a.example/2', init: { method: 'POST' } },
    ])
  })

  it('has storage that a second environment can share, as after a reload', () => {
    const first = manualEnvironment()
    first.storage?.setItem('key', 'value')
    const second = manualEnvironment({ storage: first.storage })
    expect(second.storage?.getItem('key')).toBe('value')
    second.storage?.removeItem('key')
    expect(first.storage?.getItem('key')).toBeNull()
    expect(manualEnvironment({ storage: null }).storage).toBeNull()
  })

  it('has no document in Node, and the given random number', () => {
    const environment = manualEnvironment({ random: 0.25 })
    expect(environment.document).toBeNull()
    expect(environment.random()).toBe(0.25)
    environment.setRandom(0.75)
    expect(environment.random()).toBe(0.75)
  })
})
