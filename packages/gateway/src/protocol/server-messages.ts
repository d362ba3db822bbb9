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

/** The first message, before anything was asked: how often this server lets itself be heard. */
const welcome = v.object({ type: v.literal('welcome'), heartbeatMs: heartbeat })

/** No place is free. Sent at first and whenever something changes, at most once a second. */
const queued = v.object({
  type: v.literal('queued'),
  position,
  /** Viewers in the queue, this one included. */
  length: v.optional(length),
  /** From now until a place is expected; left out while nothing is known. */
  etaMs: v.optional(duration),
  /** Keeps the place in the queue for whoever comes back with it in time. */
  resumeToken: v.optional(token),
  resumeWindowMs: v.optional(duration),
})

/** A place is free and has to be accepted in time. Who does not is set behind the others, or closed. */
const offered = v.object({ type: v.literal('offered'), offer: id, expiresInMs: duration })

/** A place, and where its media is. Sent again after a resume: the same worker means that media goes on. */
const assigned = v.object({
  type: v.literal('assigned'),
  worker: id,
  media: v.object({
    kind: mediaKind,
    url,
    /** For the media server, as a bearer token. */
    token: v.optional(token),
    iceServers: v.optional(v.pipe(v.array(iceServer), v.maxLength(bounds.iceServers))),
  }),
  /** Keeps the worker for whoever comes back with it in time. */
  resumeToken: v.optional(token),
  resumeWindowMs: v.optional(duration),
})

/** What is left of the longest time a session may last: set, extended or, with `null`, lifted. */
const limit = v.object({ type: v.literal('limit'), remainingMs: v.nullable(duration) })

/** The server's own countdown for inactivity; `null`: somebody is there after all. */
const afk = v.object({ type: v.literal('afk'), remainingMs: v.nullable(duration) })

/** A sentence for the viewer. */
const notice = v.object({ type: v.literal('notice'), text: prose })

/** This server goes away. The client connects anew at a moment of its own choice within the time. */
const draining = v.object({ type: v.literal('draining'), withinMs: duration })

/** From the application. */
const message = v.object({ type: v.literal('message'), data })

/** What a close frame has no room for; the close follows at once and its code wins. */
const closing = v.object({ type: v.literal('closing'), retryAfterMs: v.optional(duration) })

const ping = v.object({ type: v.literal('ping'), id: pingId })
const pong = v.object({ type: v.literal('pong'), id: pingId })

/** Everything that a server says. */
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
