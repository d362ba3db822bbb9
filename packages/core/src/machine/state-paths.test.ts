import { createActor, createMachine } from 'xstate'
import { expect, it } from 'vitest'
import { statePaths } from './state-paths.ts'

it('names one state', () => expect(statePaths('ready')).toEqual(['ready']))

it('follows states inside of states', () => {
  expect(statePaths({ lifecycle: { reconnecting: 'holding' } })).toEqual(['lifecycle.reconnecting.holding'])
})

it('names the state of every region', () => {
  expect(statePaths({ lifecycle: 'ready', playback: { media: 'loading' } })).toEqual([
    'lifecycle.ready',
    'playback.media.loading',
  ])
})

it('names a state without active children', () => {
  expect(statePaths({ lifecycle: {} })).toEqual(['lifecycle'])
})

it('reads the value of a running machine', () => {
  const region = { initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } }
  const actor = createActor(
    createMachine({
      type: 'parallel',
      states: { one: region, two: { initial: 'in', states: { in: region } } },
    }),
  )
  actor.start()
  actor.send({ type: 'go' })
  expect(statePaths(actor.getSnapshot().value)).toEqual(['one.b', 'two.in.b'])
})
