import type { ApplicationState, PixelStreamState } from '@standby/stage'
import { expect, it } from 'vitest'
import { poolOfApplication, poolOfPixelStream } from './pool-state.ts'

const counts = { queue: 2, sessions: 1, sockets: 3, peerConnections: 1 }

function application(viewer: Partial<ApplicationState['viewers'][number]> | null): ApplicationState {
  const holder = {
    id: 'viewer-1',
    simulated: false,
    state: 'assigned',
    position: null,
    present: true,
    worker: 'worker-1',
    peerConnections: 1,
  } as const
  return {
    workers: [{ id: 'worker-1', state: 'busy', pid: 7, viewer: viewer ? 'viewer-1' : null }],
    viewers: viewer ? [{ ...holder, ...viewer }] : [],
    ...counts,
    activeFaults: [],
  }
}

it.each([
  ['no viewer', null, null],
  ['this page', {}, 'this one'],
  ['this page, which is away', { present: false }, 'this one, away'],
  ['a simulated viewer', { simulated: true }, 'simulated'],
])('says when %s has the worker of an application', (_, viewer, holder) => {
  expect(poolOfApplication(application(viewer))).toEqual({
    workers: [{ name: '1', state: 'busy', holder, pid: 7 }],
    simulated: viewer && 'simulated' in viewer ? 1 : 0,
    ...counts,
  })
})

function pixelStream(players: readonly string[]): PixelStreamState {
  const waiting = { simulated: true, state: 'queued', position: 1, streamer: null, media: false } as const
  return {
    server: { state: 'running', pid: 6 },
    workers: [{ streamer: 'Stage', state: 'running', pid: 7, players }],
    viewers: [
      {
        id: 'Player0',
        simulated: false,
        state: 'subscribed',
        position: null,
        streamer: 'Stage',
        media: true,
      },
      { ...waiting, id: 'Player1' },
    ],
    ...counts,
    activeFaults: [],
  }
}

it.each([
  ['no player', [], null],
  ['this page', ['Player0'], 'this one'],
  ['a simulated player', ['Player1'], 'simulated'],
  ['a player whose socket is lost', ['Player9'], 'this one, away'],
  ['more than one player', ['Player0', 'Player1'], '2 players'],
])('says when %s has a streamer', (_, players, holder) => {
  expect(poolOfPixelStream(pixelStream(players))).toEqual({
    workers: [{ name: 'Stage', state: 'running', holder, pid: 7 }],
    simulated: 1,
    ...counts,
  })
})

it('leaves out the name of a streamer that the server does not know', () => {
  const state = pixelStream([])
  const unknown = { streamer: null, state: 'starting', pid: null, players: [] } as const
  expect(poolOfPixelStream({ ...state, workers: [unknown] }).workers).toEqual([
    { name: '', state: 'starting', holder: null, pid: null },
  ])
})
