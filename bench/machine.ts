import { assign, createActor, createMachine } from 'xstate'
import type { MachineInput } from '../packages/core/src/machine/context.ts'
import { sessionMachine } from '../packages/core/src/machine/machine.ts'
import { defaultPolicies } from '../packages/core/src/policies/policies.ts'
import type { Figure } from './figure.ts'

const now = { at: 1_000_000, chance: 0.5, online: true, visible: true, attached: true, attended: true }

const input: MachineInput = {
  policies: defaultPolicies,
  watchesEnds: false,
  port: { open: () => () => {}, pause: () => () => {}, askControl() {} },
}

const count = assign<{ count: number }, { type: 'flip' }, undefined, { type: 'flip' }, never>({
  count: ({ context }) => context.count + 1,
})
const region = {
  initial: 'off',
  states: {
    off: { on: { flip: { target: 'on', actions: count } } },
    on: { on: { flip: { target: 'off', actions: count } } },
  },
} as const

/** XState's own cost: two parallel regions that toggle, each with one assign. */
const toggle = createMachine({
  types: {} as { context: { count: number }; events: { type: 'flip' } },
  type: 'parallel',
  context: { count: 0 },
  states: { a: region, b: region },
})

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

function eventsPerSecond(send: (index: number) => void, count = 20_000): number {
  const start = performance.now()
  for (let i = 0; i < count; i++) send(i)
  return (count / (performance.now() - start)) * 1000
}

/** Events per second of a session that stalls and plays again, against the toggle, interleaved. */
function throughput(): Figure {
  const rates: { session: number[]; toggle: number[] } = { session: [], toggle: [] }
  for (let round = 0; round < 9; round++) {
    const empty = createActor(toggle).start()
    rates.toggle.push(eventsPerSecond(() => empty.send({ type: 'flip' })))
    const session = createActor(sessionMachine, { input }).start()
    session.send({ type: 'start', now })
    session.send({ type: 'media.first-frame', now })
    rates.session.push(
      eventsPerSecond((i) => session.send({ type: i % 2 ? 'media.playing' : 'media.stalled', now })),
    )
  }
  const ratio = median(rates.session) / median(rates.toggle)
  return {
    name: 'machine: events a second, against an empty two-region toggle',
    value: ratio,
    shown: `${ratio.toFixed(2)} × (${Math.round(median(rates.session))} of ${Math.round(median(rates.toggle))} a second)`,
    budget: { atLeast: 1 / 3 },
  }
}

/** Heap retained by one session machine that waits in a queue, bytes. Needs `--expose-gc`. */
function retained(): Figure {
  const collect = (globalThis as { gc?: () => void }).gc
  if (!collect) throw new Error('Run with --expose-gc.')
  const make = () => {
    const actor = createActor(sessionMachine, { input }).start()
    actor.send({ type: 'start', now })
    actor.send({ type: 'source.queued', now, detail: { type: 'queued', position: 3 } })
    return actor
  }
  const measure = (count: number) => {
    const kept: unknown[] = []
    collect()
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < count; i++) kept.push(make())
    collect()
    return (process.memoryUsage().heapUsed - before) / kept.length
  }
  measure(100)
  const bytes = measure(1000)
  return {
    name: 'machine: heap retained by a session',
    value: bytes,
    shown: `${(bytes / 1000).toFixed(1)} kB`,
    budget: { atMost: 15_000 },
  }
}

export const machine = (): Figure[] => [throughput(), retained()]
