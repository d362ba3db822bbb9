import { afterEach, describe, expect, it, vi } from 'vitest'
import { lazyModule } from '../source/lazy-module.ts'
import { lazySource } from '../source/lazy-source.ts'
import type { SourceConnection, SourceLink, StreamSource } from '../source/source-contract.ts'
import { sourceConformance } from './conformance.ts'
import { scriptedSource } from './scripted-source.ts'

afterEach(() => vi.useRealTimers())

/** A small correct source: it polls a playlist, listens to the page and draws. */
function honestSource(change: Partial<StreamSource> = {}): StreamSource {
  return {
    kind: 'honest',
    id: 'https://a.example/live.m3u8',
    connect: (link) => new HonestConnection(link),
    ...change,
  }
}

class HonestConnection implements SourceConnection {
  readonly link: SourceLink
  readonly cleanups: (() => void)[] = []
  timer: unknown
  constructor(link: SourceLink) {
    this.link = link
    this.cleanups.push(
      link.environment.on('online', () => this.poll()),
      () => link.environment.clearTimeout(this.timer),
    )
    link.signal.addEventListener('abort', () => this.free())
    this.poll()
  }
  poll() {
    const { environment, signal } = this.link
    environment.clearTimeout(this.timer)
    void this.ask().then((cause) => {
      if (signal.aborted) return
      this.link.emit({ type: 'stalled', cause })
      this.timer = environment.setTimeout(() => this.poll(), 1000)
    })
  }
  async ask() {
    try {
      await this.link.environment.fetch('https://a.example/live.m3u8', { signal: this.link.signal })
      return 'server' as const
    } catch {
      return 'network' as const
    }
  }
  attach({ video }: { video: HTMLVideoElement }) {
    video.dataset['attached'] = ''
    return () => {
      delete video.dataset['attached']
    }
  }
  command() {}
  free() {
    for (const clean of this.cleanups.splice(0)) clean()
  }
  close() {
    this.free()
  }
}

const broken = (change: (link: SourceLink) => SourceConnection): (() => StreamSource) => {
  return () => honestSource({ connect: change })
}

/** Runs all checks. Returns the names of the failed checks with their errors. */
async function findings(makeSource: () => StreamSource, secrets: readonly string[] = []) {
  const found: Record<string, string> = {}
  for (const { name, run } of sourceConformance(makeSource, { secrets }))
    await run().catch((error: Error) => {
      found[name] = error.message
    })
  return found
}

describe('sourceConformance', () => {
  it.each([
    ['a correct source', () => honestSource()],
    ['the scripted source', () => scriptedSource().source],
    [
      'a lazy source',
      () =>
        lazySource({
          module: lazyModule(async () => honestSource()),
          kind: 'lazy',
          id: 'lazy',
          connect: (loaded, link) => loaded.connect(link),
        }),
    ],
  ])('finds nothing in %s', async (_name, makeSource) => {
    expect(await findings(makeSource)).toEqual({})
  })

  it("runs under a test runner's fake timers", async () => {
    vi.useFakeTimers()
    expect(await findings(() => honestSource())).toEqual({})
  })

  it('gives every check a unique name', () => {
    const names = sourceConformance(() => honestSource()).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(10)
  })

  it('finds an id that changes', async () => {
    let count = 0
    const found = await findings(() => honestSource({ id: `stream ${count++}` }))
    expect(Object.keys(found)).toEqual(['has a kind, and an id that is the same for the same stream'])
  })

  it('finds a missing kind', async () => {
    const found = await findings(() => honestSource({ kind: '' }))
    expect(Object.values(found)).toEqual(['Standby: the source breaks its contract: its kind is not a word.'])
  })

  it.each(['https://a.example/live.m3u8?token=abc', 'https://user:pass@a.example/live.m3u8'])(
    'finds a secret in the id %s',
    async (id) => {
      const found = await findings(() => honestSource({ id }))
      expect(Object.keys(found)).toEqual(['keeps secrets out of its id and its events'])
    },
  )

  it('finds a secret in an event', async () => {
    const makeSource = broken((link) => {
      link.emit({ type: 'notice', text: 'asked with s3cret' })
      return { close() {} }
    })
    expect(Object.keys(await findings(makeSource, ['s3cret']))).toEqual([
      'keeps secrets out of its id and its events',
    ])
  })

  it('finds a timer that is set before connect', async () => {
    const found = await findings(() => {
      clearTimeout(setTimeout(() => {}, 1))
      return honestSource()
    })
    expect(found).toEqual({
      'opens nothing before connect': 'Standby: the source breaks its contract: making it used setTimeout.',
    })
  })

  it.each([
    ['throws', () => void JSON.parse('')],
    ['returns a promise', async () => {}],
  ])('finds a preload that %s', async (_, preload) => {
    const found = await findings(() => honestSource({ preload }))
    expect(Object.keys(found)).toEqual(['preloads any number of times before it connects'])
  })

  it('finds a listener that is left behind', async () => {
    const found = await findings(
      broken((link) => {
        link.environment.on('online', () => {})
        return { close() {} }
      }),
    )
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining([
        'leaves nothing behind after a close',
        'leaves nothing behind after a close in the same moment as its connect',
        'leaves nothing behind when the signal aborts without a close, as after an error in connect',
        'leaves nothing behind when its surroundings refuse everything',
      ]),
    )
  })

  it('finds a timer that close() clears and the signal does not', async () => {
    const found = await findings(
      broken(({ environment }) => {
        let timer: unknown
        const tick = () => {
          timer = environment.setTimeout(tick, 1000)
        }
        tick()
        return { close: () => environment.clearTimeout(timer) }
      }),
    )
    expect(Object.keys(found)).toEqual([
      'leaves nothing behind when the signal aborts without a close, as after an error in connect',
    ])
  })

  it('finds a listener that is left when connect throws', async () => {
    const found = await findings(
      broken((link) => {
        const stop = link.environment.on('online', () => {})
        void link.environment.fetch('https://a.example').catch(() => {})
        link.signal.addEventListener('abort', () => link.environment.storage && stop())
        return { close() {} }
      }),
    )
    expect(Object.keys(found)).toEqual(['leaves nothing behind when its surroundings refuse everything'])
  })

  it('finds an event after the close', async () => {
    const found = await findings(
      broken((link) => ({
        close() {
          void Promise.resolve().then(() => link.emit({ type: 'ending' }))
        },
      })),
    )
    expect(found['leaves nothing behind after a close']).toMatch(/emitted `ending` after close\(\)/)
  })

  it('finds an asynchronous close', async () => {
    const found = await findings(broken(() => ({ close: async () => {} })))
    expect(found).toEqual({
      'closes synchronously, with any code and reason':
        'Standby: the source breaks its contract: close() returns a promise.',
    })
  })

  it('finds a close that throws for an unknown code', async () => {
    const found = await findings(
      broken(() => ({
        close(code) {
          if (code !== 1000 && code < 3000) throw new Error(`cannot close with ${code}`)
        },
      })),
    )
    expect(Object.keys(found)).toEqual([
      'leaves nothing behind when its surroundings refuse everything',
      'closes synchronously, with any code and reason',
    ])
  })

  it('finds events that continue after a close inside an event', async () => {
    const found = await findings(
      broken((link) => {
        let open = true
        void Promise.resolve().then(() => {
          if (!open || link.signal.aborted) return
          link.emit({ type: 'assigned' })
          link.emit({ type: 'progress', step: 'transport' })
        })
        return {
          close() {
            open = false
          },
        }
      }),
    )
    expect(Object.keys(found)).toEqual(['can be closed from within what it emits'])
  })

  it('finds a source that can be attached only once', async () => {
    const found = await findings(
      broken(() => {
        let attached = false
        return {
          attach() {
            if (attached) throw new Error('attached already')
            attached = true
            return () => {}
          },
          close() {},
        }
      }),
    )
    expect(Object.keys(found)).toEqual(['is attached and detached any number of times, at any time'])
  })

  it('finds a source that throws for an unknown command', async () => {
    const found = await findings(
      broken(() => ({
        command({ type }) {
          if (type === ('not-a-command' as string)) throw new Error(type)
        },
        close() {},
      })),
    )
    expect(Object.keys(found)).toEqual([
      'takes every command at any time, and ignores those it does not know',
    ])
  })

  it('finds a source whose connections share their state', async () => {
    const makeSource = () => {
      let stop: (() => void) | undefined
      return honestSource({
        connect(link) {
          stop = link.environment.on('online', () => {})
          link.signal.addEventListener('abort', () => stop?.())
          return { close: () => stop?.() }
        },
      })
    }
    expect(Object.keys(await findings(makeSource))).toEqual([
      'connects again and again, and two connections at once do not share an end',
    ])
  })

  it('finds a source that cannot begin offline', async () => {
    const found = await findings(
      broken((link) => {
        if (!link.environment.online) throw new Error('offline')
        return { close() {} }
      }),
    )
    expect(Object.keys(found)).toEqual(['connects offline, in a hidden tab and as a retry'])
  })
})
