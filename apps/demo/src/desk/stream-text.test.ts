import { expect, it } from 'vitest'
import { streamText } from './stream-text.ts'

it('has a text for an encoder start and for a fault', () => {
  expect(streamText({ type: 'encoder-started', run: 2, at: 1 })).toBe('encoder started, run 2')
  expect(streamText({ type: 'fault', fault: 'playlist-404', phase: 'injected', params: {}, at: 3 })).toBe(
    'playlist-404 injected',
  )
})

it('leaves out requests, which come every two seconds', () => {
  expect(streamText({ type: 'request', path: 'index.m3u8', kind: 'playlist', status: 200, at: 2 })).toBeNull()
})
