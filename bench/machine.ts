import { createActor, createMachine } from 'xstate'
import { driveMachine } from '../packages/core/src/machine/drive-machine.fixture.ts'
import type { Measure } from './index.ts'
import { median } from './median.ts'

const EVENTS = 20_000
const ROUNDS = 9
const SESSIONS = 2000

const toggle = { initial: 'off', states: { off: { on: { toggle: 'on' } }, on: { on: { toggle: 'off' } } } }
/** What a statechart with two regions costs at the least. */
const emptyToggle = createMachine({ type: 'parallel', states: { one: toggle, two: toggle } })

/** How fast the session's machine is, and what one session keeps in memory. */
export async function machine(): Promise<readonly Measure[]> {
  const rates = Array.from({ length: ROUNDS }, () => ({ session: sessionRate(), toggle: toggleRate() }))
  const ratio = median(rates.map((rate) => rate.session / rate.toggle))
  const kept = keptBytes()
  return [
    {
      what: 'events a second, against an empty machine of two regions',
      measured: `${ratio.toFixed(2)} ×, ${Math.round(median(rates.map(({ session }) => session))).toLocaleString('en')} a second`,
      budget: 'at least 0.33 ×',
      kept: ratio >= 1 / 3,
    },
    {
      what: 'kept by one session',
      measured: `${(kept / 1000).toFixed(1)} kB`,
      budget: 'at most 15 kB',
      kept: kept <= 15_000,
    },
  ]
}

/** A playing stream that stalls and plays on: both regions take part. */
function sessionRate(): number {
  const driven = driveMachine()
  driven.send({ type: 'start' })
  driven.send({ type: 'source.assigned', detail: { type: 'assigned' } })
  driven.send({ type: 'media.first-frame' })
  const rate = perSecond((index) =>
    driven.send({ type: index % 2 === 0 ? 'media.stalled' : 'media.playing' }),
  )
  driven.stop()
  return rate
}

function toggleRate(): number {
  const actor = createActor(emptyToggle)
  actor.start()
  const rate = perSecond(() => actor.send({ type: 'toggle' }))
  actor.stop()
  return rate
}

function perSecond(send: (index: number) => void): number {
  const from = performance.now()
  for (let index = 0; index < EVENTS; index++) send(index)
  return EVENTS / ((performance.now() - from) / 1000)
}

function keptBytes(): number {
  const collect = globalThis.gc
  if (!collect) throw new Error('Run this with `npm run bench`: it needs --expose-gc to measure memory.')
  const sessions: unknown[] = []
  const heap = () => {
    for (let round = 0; round < 3; round++) void collect()
    return process.memoryUsage().heapUsed
  }
  for (let index = 0; index < 200; index++) driveMachine().send({ type: 'start' })
  const before = heap()
  for (let index = 0; index < SESSIONS; index++) {
    const driven = driveMachine()
    driven.send({ type: 'start' })
    sessions.push(driven)
  }
  return (heap() - before) / sessions.length
}
