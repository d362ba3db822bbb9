import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { fastpixEvent } from './fastpix-event.ts'
import { liveEventNames } from './live-event.ts'
import { muxEvent } from './mux-event.ts'

const types = ['active', 'idle', 'disconnected', 'connected', 'recording', 'preparing', 'deleted', 'warning']
const known = fc.constantFrom(...types.map((type) => `video.live_stream.${type}`), 'video.asset.created')
const payloads = fc.record(
  {
    type: fc.oneof(known, fc.string(), fc.jsonValue()),
    id: fc.oneof(fc.string(), fc.jsonValue()),
    created_at: fc.oneof(fc.date({ noInvalidDate: true }).map(String), fc.jsonValue()),
    createdAt: fc.oneof(fc.double(), fc.jsonValue()),
    object: fc.jsonValue(),
    data: fc.oneof(
      fc.jsonValue(),
      fc.record({
        id: fc.oneof(fc.string(), fc.constant('stream-1')),
        streamId: fc.jsonValue(),
        live_stream_id: fc.jsonValue(),
        playback_ids: fc.jsonValue(),
        playbackIds: fc.array(fc.record({ id: fc.string(), policy: fc.jsonValue() })),
        reconnect_window: fc.oneof(fc.double(), fc.string()),
        reconnectWindow: fc.jsonValue(),
        stream_key: fc.constant('SECRET-KEY'),
        streamKey: fc.constant('SECRET-KEY'),
        warning: fc.jsonValue(),
      }),
    ),
  },
  { requiredKeys: [] },
)

const allowed = new Set(
  'id name provider type streamId at assetId playback reconnectWindowMs latencyMode slate warning'.split(' '),
)

describe.each([
  ['mux', muxEvent],
  ['fastpix', fastpixEvent],
])('an arbitrary payload of %s', (_, event) => {
  it('becomes an event with allowed fields in their limits, or null, and never throws', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const read = event(payload, 1_795_000_000_000)
        if (read === null) return true
        const { at, reconnectWindowMs = 0, name } = read
        return (
          Object.keys(read).every((key) => allowed.has(key)) &&
          !JSON.stringify(read).includes('SECRET-KEY') &&
          liveEventNames.includes(name) &&
          Number.isFinite(at) &&
          reconnectWindowMs >= 0 &&
          reconnectWindowMs <= 1_800_000 &&
          /^[\w.~-]{1,255}$/.test(read.streamId)
        )
      }),
      { numRuns: 2000 },
    )
  })
})
