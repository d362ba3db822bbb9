import { manualEnvironment } from '@standby/core/testing'
import { mux } from '../webhooks/mux.ts'
import { muxAssetPayload, muxPayload, muxRequest, muxSecret } from '../webhooks/mux.fixture.ts'
import { EventReader } from './http/event-reader.fixture.ts'
import { createHub } from './hub.ts'
import type { HubOptions } from './options.ts'

/** When the events of the fixtures happen, epoch ms. */
export const start = Date.UTC(2026, 10, 22, 10)
export const iso = (at: number) => new Date(at).toISOString()

/** A hub for Mux's webhooks, on a clock that the test drives. */
export function openHub(options: Partial<HubOptions> = {}) {
  const clock = manualEnvironment({ now: start, document: null })
  const errors: unknown[] = []
  const hub = createHub({
    provider: mux({ secret: muxSecret, now: clock.now }),
    authorize: () => true,
    clock,
    onError: (error) => errors.push(error),
    ...options,
  })
  const post = (payload: unknown) =>
    hub.receive(muxRequest(payload, { seconds: Math.floor(clock.now() / 1000) }))
  const get = (query = '', headers: Record<string, string> = {}) =>
    new Request(`https://example.com/status${query}`, { headers })
  return {
    hub,
    clock,
    errors,
    post,
    get,
    /** An event that happened `after` ms from the start. */
    send: (event: string, after = 0, data: Record<string, unknown> = {}) =>
      post(muxPayload(event, { at: iso(start + after), data })),
    sendAsset: (event: string, after = 0, data: Record<string, unknown> = {}) =>
      post(muxAssetPayload(event, { at: iso(start + after), data })),
    async listen(query = '', headers: Record<string, string> = {}) {
      const response = await hub.subscribe(get(query, headers), 'stream-1')
      return new EventReader(response.body)
    },
  }
}
