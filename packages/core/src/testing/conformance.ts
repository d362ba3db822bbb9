import type { SourceCommand, SourceConnection, StreamSource, Surface } from '../source/source-contract.ts'
import { manualEnvironment, type ManualEnvironment } from './manual-environment.ts'
import { createTestLink, type TestLink } from './test-link.ts'

export interface ConformanceOptions {
  /** Creates the environment of one check. Default: a manual environment in which every request is refused. */
  readonly environment?: () => ManualEnvironment
  /** Texts that must appear neither in the source's id nor in its events: tokens, signed query strings. */
  readonly secrets?: readonly string[]
}

/** One rule of the source contract. `run` rejects with an error that says how the source breaks it. */
export interface ConformanceCheck {
  readonly name: string
  run(): Promise<void>
}

// Read at import, so that a test runner's fake timers do not stop the checks.
const { setTimeout } = globalThis

/** Lets pending promises and tasks finish. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => setTimeout(resolve, 0))
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Standby: the source breaks its contract: ${what}`)
}

const commands: readonly SourceCommand[] = [
  { type: 'activity' },
  { type: 'accept' },
  { type: 'decline' },
  { type: 'reconnect' },
  { type: 'seek-to-live' },
  { type: 'quality', id: 'auto' },
  { type: 'quality', id: 'no such quality' },
  { type: 'text-track', id: null },
  { type: 'text-track', id: 'no such track' },
  { type: 'audio-track', id: 'no such track' },
  { type: 'input', event: { type: 'text', value: 'a' } },
  { type: 'message', data: { any: 'thing' } },
  { type: 'microphone', on: false },
  // A later version of the kit may have more commands.
  { type: 'not-a-command' } as unknown as SourceCommand,
]

/**
 * The rules that every source must follow, as checks for any test runner:
 * `for (const { name, run } of sourceConformance(() => hls({ src }))) it(name, run)`.
 * `makeSource` returns a new source of the same stream each time. Run the checks in a page (jsdom or a browser),
 * because a source is attached to a `<video>`.
 */
export function sourceConformance(
  makeSource: () => StreamSource,
  { environment: makeEnvironment = manualEnvironment, secrets = [] }: ConformanceOptions = {},
): readonly ConformanceCheck[] {
  /** One connection, driven as the session drives it. */
  class Run {
    readonly environment = makeEnvironment()
    readonly link: TestLink = createTestLink({ environment: this.environment })
    readonly connection: SourceConnection
    #detach: (() => void) | undefined
    constructor(source = makeSource()) {
      this.connection = source.connect(this.link)
    }
    attach(): void {
      this.detach()
      this.#detach = this.connection.attach?.(makeSurface())
    }
    detach(): void {
      this.#detach?.()
      this.#detach = undefined
    }
    /** Ends the connection in the order of the session: detach, close, abort. */
    end(code = 1000, reason = 'left'): void {
      this.detach()
      this.connection.close(code, reason)
      this.link.abort()
    }
    /** Expects that no timer and no listener is left, and that no event comes within 120 s. */
    async expectGone(when: string): Promise<void> {
      await settle()
      this.environment.advance(120_000)
      await settle()
      expect(this.environment.timers === 0, `${this.environment.timers} timer(s) are left ${when}.`)
      expect(this.environment.listeners === 0, `${this.environment.listeners} listener(s) are left ${when}.`)
      const [late] = this.link.lateEvents
      expect(!late, `it emitted \`${late?.type}\` ${when}.`)
    }
  }

  const makeSurface = (): Surface => {
    const { document } = globalThis as { document?: Document }
    if (!document)
      throw new Error(
        'Standby: there is no page to attach the source to. A source draws into a <video>. Run this check in jsdom or in a browser.',
      )
    const container = document.createElement('div')
    return { video: document.createElement('video'), container, hold: () => {} }
  }

  const checks: readonly (readonly [name: string, run: () => void | Promise<void>])[] = [
    [
      'has a kind, and an id that is the same for the same stream',
      () => {
        const { kind, id } = makeSource()
        expect(typeof kind === 'string' && kind !== '', 'its kind is not a word.')
        expect(typeof id === 'string' && id !== '', 'its id is not a text.')
        expect(makeSource().id === id, `made twice it has two ids, \`${id}\` and \`${makeSource().id}\`.`)
      },
    ],
    [
      'keeps secrets out of its id and its events',
      async () => {
        const source = makeSource()
        expect(!/[?&][^=]+=/.test(source.id), `its id carries a query string: \`${source.id}\`.`)
        expect(!/\/\/[^/]*@/.test(source.id), 'its id carries a user name or password.')
        const run = new Run(source)
        run.attach()
        await settle()
        run.end()
        const told = JSON.stringify([source.id, run.link.events])
        for (const secret of secrets)
          expect(!told.includes(secret), 'its id or an event of it carries a secret.')
      },
    ],
    [
      'opens nothing before connect',
      () => {
        const opened: string[] = []
        const restore = watchGlobals((name) => opened.push(name))
        try {
          makeSource()
        } finally {
          restore()
        }
        expect(opened.length === 0, `making it used ${opened.join(', ')}.`)
      },
    ],
    [
      'preloads any number of times before it connects',
      async () => {
        const source = makeSource()
        for (let i = 0; i < 3; i++) {
          const answer: unknown = source.preload?.()
          expect(!(answer instanceof Promise), 'preload() returns a promise, whose failure nobody handles.')
        }
        const run = new Run(source)
        await settle()
        run.end()
        await run.expectGone('after preload() and close()')
      },
    ],
    [
      'leaves nothing behind after a close',
      async () => {
        const run = new Run()
        run.attach()
        await settle()
        run.end()
        await run.expectGone('after close()')
      },
    ],
    [
      'leaves nothing behind after a close in the same moment as its connect',
      async () => {
        const run = new Run()
        run.end()
        await run.expectGone('after close() right after connect()')
      },
    ],
    [
      'leaves nothing behind when the signal aborts without a close, as after an error in connect',
      async () => {
        const run = new Run()
        await settle()
        run.link.abort()
        await run.expectGone('after the signal aborted')
      },
    ],
    [
      'leaves nothing behind when its surroundings refuse everything',
      async () => {
        const refuse = () => {
          throw new Error('refused')
        }
        const environment = makeEnvironment()
        environment.setFetch(refuse)
        const link = createTestLink({ environment: { ...environment, fetch: refuse, storage: null } })
        let connection: SourceConnection | null = null
        try {
          connection = makeSource().connect(link)
        } catch {
          // Allowed: the session treats it as a source error.
        }
        await settle()
        connection?.close(1011)
        link.abort()
        await settle()
        expect(environment.timers === 0, `${environment.timers} timer(s) are left after a refusal.`)
        expect(environment.listeners === 0, `${environment.listeners} listener(s) are left after a refusal.`)
      },
    ],
    [
      'closes synchronously, with any code and reason',
      async () => {
        for (const [code, reason] of [
          [1000, 'left'],
          [1011, undefined],
          [4004, 'afk'],
          [4100, 'taken-over'],
        ] as const) {
          const run = new Run()
          run.attach()
          const answer: unknown = run.connection.close(code, reason)
          run.link.abort()
          expect(!(answer instanceof Promise), 'close() returns a promise.')
          await run.expectGone(`after close(${code})`)
        }
      },
    ],
    [
      'can be closed from within what it emits',
      async () => {
        const environment = makeEnvironment()
        const recorded = createTestLink({ environment })
        let connection: SourceConnection | null = null
        let ended = false
        const end = () => {
          if (ended || !connection) return
          ended = true
          connection.close(1000, 'left')
          recorded.abort()
        }
        connection = makeSource().connect({
          ...recorded,
          emit(event) {
            recorded.emit(event)
            end()
          },
        })
        await settle()
        environment.advance(60_000)
        await settle()
        end()
        await settle()
        const [late] = recorded.lateEvents
        expect(!late, `it emitted \`${late?.type}\` after it was closed from within an event.`)
      },
    ],
    [
      'is attached and detached any number of times, at any time',
      async () => {
        const run = new Run()
        run.attach()
        run.detach()
        run.detach()
        await settle()
        for (let i = 0; i < 3; i++) run.attach()
        await settle()
        run.end()
        await run.expectGone('after it was attached four times')
      },
    ],
    [
      'takes every command at any time, and ignores those it does not know',
      async () => {
        const run = new Run()
        for (const command of commands) run.connection.command?.(command)
        run.attach()
        await settle()
        for (const command of commands) run.connection.command?.(command)
        run.end()
        await run.expectGone('after its commands')
      },
    ],
    [
      'connects again and again, and two connections at once do not share an end',
      async () => {
        const source = makeSource()
        const first = new Run(source)
        const second = new Run(source)
        await settle()
        first.end()
        expect(!second.link.signal.aborted, 'the end of one connection aborted another.')
        await first.expectGone('of one connection while another is open')
        second.end()
        await second.expectGone('of the second connection')
        for (let i = 0; i < 3; i++) {
          const run = new Run(source)
          run.end()
          await run.expectGone(`of connection ${i + 3}`)
        }
      },
    ],
    [
      'connects offline, in a hidden tab and as a retry',
      async () => {
        const environment = makeEnvironment()
        environment.setOnline(false)
        environment.setVisible(false)
        const link = createTestLink({ environment, intent: 'retry', attempt: 7 })
        const connection = makeSource().connect(link)
        await settle()
        environment.setVisible(true)
        environment.setOnline(true)
        await settle()
        connection.close(1000)
        link.abort()
        await settle()
        expect(environment.timers === 0, `${environment.timers} timer(s) are left after an offline start.`)
        expect(!link.lateEvents.length, `it emitted \`${link.lateEvents[0]?.type}\` after close().`)
      },
    ],
  ]
  return checks.map(([name, run]) => ({ name, run: async () => run() }))
}

/** Reports the use of globals that a source must not use before it connects. */
function watchGlobals(report: (name: string) => void): () => void {
  const restores: (() => void)[] = []
  const watch = (owner: object, name: string, label: string) => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name)
    if (!descriptor?.configurable) return
    restores.push(() => Object.defineProperty(owner, name, descriptor))
    Object.defineProperty(owner, name, {
      configurable: true,
      get() {
        report(label)
        return descriptor.get ? descriptor.get.call(this) : descriptor.value
      },
    })
  }
  for (const name of ['fetch', 'WebSocket', 'RTCPeerConnection', 'XMLHttpRequest', 'EventSource', 'Worker'])
    watch(globalThis, name, name)
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame']) watch(globalThis, name, name)
  watch(EventTarget.prototype, 'addEventListener', 'addEventListener')
  for (const name of ['sessionStorage', 'localStorage']) watch(globalThis, name, name)
  return () => {
    for (const restore of restores) restore()
  }
}
