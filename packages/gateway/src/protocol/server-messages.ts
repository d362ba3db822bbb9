import * as v from 'valibot'
import { bounds } from './bounds.ts'
import {
  data,
  duration,
  heartbeat,
  iceServer,
  id,
  length,
  mediaKind,
  pingId,
  position,
  prose,
  token,
  url,
} from './fields.ts'

// Fields are `exactOptional`: JSON has no `undefined`, so a message can be emitted as a session event without a copy.

/** The first message, sent before any request: the heartbeat interval of this server. */
const welcome = v.object({ type: v.literal('welcome'), heartbeatMs: heartbeat })

/** No place is free. Sent first, and at each change, max once a second. */
const queued = v.object({
  type: v.literal('queued'),
  position,
  /** Number of viewers in the queue, including this one. */
  length: v.exactOptional(length),
  /** Estimated wait from now. Left out while unknown. */
  etaMs: v.exactOptional(duration),
  /** Keeps the place in the queue for a viewer who comes back with it in time. */
  resumeToken: v.exactOptional(token),
  resumeWindowMs: v.exactOptional(duration),
})

/** A place is free and must be accepted in time. Otherwise the viewer moves to the end of the queue, or is closed. */
const offered = v.object({ type: v.literal('offered'), offer: id, expiresInMs: duration })

/** A place and the address of its media. Sent again after a resume. The same worker means that media continues. */
const assigned = v.object({
  type: v.literal('assigned'),
  worker: id,
  media: v.object({
    kind: mediaKind,
    url,
    /** For the media server, as a bearer token. */
    token: v.exactOptional(token),
    iceServers: v.exactOptional(v.pipe(v.array(iceServer), v.maxLength(bounds.iceServers))),
  }),
  /** Keeps the worker for a viewer who comes back with it in time. */
  resumeToken: v.exactOptional(token),
  resumeWindowMs: v.exactOptional(duration),
})

/** The remaining max runtime of the session. `null` removes the limit. */
const limit = v.object({ type: v.literal('limit'), remainingMs: v.nullable(duration) })

/** The server's own countdown for inactivity. `null`: the viewer is active, the countdown stopped. */
const afk = v.object({ type: v.literal('afk'), remainingMs: v.nullable(duration) })

/** A text for the viewer. */
const notice = v.object({ type: v.literal('notice'), text: prose })

/** This server is going away. The client reconnects at a random time within `withinMs`. */
const draining = v.object({ type: v.literal('draining'), withinMs: duration })

/** From the application. */
const message = v.object({ type: v.literal('message'), data })

/** Data that a close frame has no field for. The close follows at once, and its code counts. */
const closing = v.object({ type: v.literal('closing'), retryAfterMs: v.exactOptional(duration) })

const ping = v.object({ type: v.literal('ping'), id: pingId })
const pong = v.object({ type: v.literal('pong'), id: pingId })

/** All messages of a server. */
export const serverMessages = {
  welcome,
  queued,
  offered,
  assigned,
  limit,
  afk,
  notice,
  draining,
  message,
  closing,
  ping,
  pong,
} as const

export const serverMessage = v.variant('type', Object.values(serverMessages))
export type ServerMessage = v.InferOutput<typeof serverMessage>
export type ServerMessageOf<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>
