import { expect, it } from 'vitest'
import { interactiveText } from './interactive-text.ts'

const viewer = 'viewer-1'

it.each([
  [{ type: 'joined', viewer, simulated: false }, 'viewer-1 joined'],
  [{ type: 'assigned', viewer, worker: 'worker-2' }, 'viewer-1 has worker-2'],
  [{ type: 'away', viewer, keptMs: 15_000 }, 'viewer-1 is away, its place kept 15.0 s'],
  [{ type: 'ended', viewer, code: 4004, reason: 'afk' }, 'viewer-1 ended: 4004 afk'],
  [{ type: 'ended', viewer, code: null, reason: 'gone' }, 'viewer-1 ended: no socket gone'],
  [{ type: 'refused', code: 4000, reason: '' }, 'refused: 4000'],
  [{ type: 'worker', worker: 'worker-1', state: 'down', error: 'no picture' }, 'worker-1 down: no picture'],
  [{ type: 'malformed', viewer: null, what: 'a binary frame' }, 'a viewer sent a binary frame'],
  [{ type: 'queued', viewer: 'Player0', position: 3 }, 'Player0 waits, place 3'],
  [{ type: 'worker', worker: 2, state: 'running', pid: 7 }, 'streamer process 2 running'],
  [{ type: 'streamer', streamer: 'Stage', state: 'registered' }, 'streamer Stage registered'],
  [{ type: 'server', state: 'down', pid: null, error: 'killed' }, 'signalling server down: killed'],
  [
    { type: 'message', viewer: 'Player0', kind: 'UIInteraction', text: '{"door":"open"}' },
    'Player0 says {"door":"open"}',
  ],
  [{ type: 'message', viewer, kind: 'Command', text: '{"WebRTC.Fps":15}' }, null],
  [{ type: 'message', viewer, data: { door: 'open' } }, 'viewer-1 says {"door":"open"}'],
  [{ type: 'request', viewer: 'Player0', direction: 'in', message: 'stats' }, null],
  [{ type: 'closed' }, 'taken off the stage'],
  [{ type: 'fault', fault: 'kick', phase: 'injected', params: {} }, 'kick injected'],
] as const)('says %j', (event, says) => {
  expect(interactiveText()({ at: 1, ...event })).toBe(says)
})

it('says of a simulated viewer only that it has a worker', () => {
  const text = interactiveText()
  const said = [
    text({ at: 1, type: 'joined', viewer, simulated: true }),
    text({ at: 2, type: 'assigned', viewer, worker: 'worker-1' }),
    text({ at: 3, type: 'away', viewer, keptMs: 5000 }),
    text({ at: 4, type: 'ended', viewer, code: 1000, reason: 'left' }),
  ]
  expect(said).toEqual([null, 'viewer-1 has worker-1', null, null])
})
