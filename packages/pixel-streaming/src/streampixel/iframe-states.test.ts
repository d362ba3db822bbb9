import { expect, it } from 'vitest'
import { readFrameState } from './iframe-states.ts'

const state = (value: unknown) => readFrameState({ type: 'stream-state', value })

it.each([
  'authenticating',
  'connecting',
  'finalising',
  'loadingComplete',
  'reconnecting',
  'disconnected',
  'restricted',
  'afkWarning',
  'afkAbort',
])('reads the state %s', (value) => expect(state(value)).toEqual({ is: value }))

it('reads a place in the queue, counted from 1', () => {
  expect(state('queue-3')).toEqual({ is: 'queued', position: 3 })
  expect(state('queue-0')).toEqual({ is: 'queued', position: 1 })
})

it.each(['queue-', 'queue-x', 'queue--1', 'queue-99999999', 'else', '', 7, null, undefined])(
  'drops the unknown state %j',
  (value) => expect(state(value)).toBeNull(),
)

it.each([undefined, null, 7, 'stream-state', {}, { type: 'chat', value: 'connecting' }])(
  'reads %j as a message of another kind',
  (data) => expect(readFrameState(data)).toBeUndefined(),
)
