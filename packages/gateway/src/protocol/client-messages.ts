import * as v from 'valibot'
import { bounds } from './bounds.ts'
import { data, id, mediaKind, pingId, token } from './fields.ts'

/** The first message, once per connection: asks for a place, or for the place that the token stands for. */
const request = v.object({
  type: v.literal('request'),
  /** Which application is asked for. */
  app: id,
  /** Who asks; opaque to the protocol. Here and never in the URL, which ends up in logs. */
  ticket: v.optional(token),
  /** From `queued` or `assigned` of an earlier connection. */
  resumeToken: v.optional(token),
  /** What the client can play, the best first. */
  media: v.pipe(v.array(mediaKind), v.minLength(1), v.maxLength(bounds.mediaKinds)),
})

/** Takes the place that is offered. */
const accept = v.object({ type: v.literal('accept'), offer: id })

/** Gives the place that is offered to the next in line, and stays in the queue. */
const decline = v.object({ type: v.literal('decline'), offer: id })

/** A human did something; at most every 10 s. */
const activity = v.object({ type: v.literal('activity') })

/** Gives the place back for good. The client closes right after it. */
const leave = v.object({ type: v.literal('leave') })

/** For the application. */
const message = v.object({ type: v.literal('message'), data })

const ping = v.object({ type: v.literal('ping'), id: pingId })
const pong = v.object({ type: v.literal('pong'), id: pingId })

/** Everything that a client says. */
export const clientMessages = { request, accept, decline, activity, leave, message, ping, pong } as const

export const clientMessage = v.variant('type', Object.values(clientMessages))
export type ClientMessage = v.InferOutput<typeof clientMessage>
export type ClientMessageOf<Type extends ClientMessage['type']> = Extract<ClientMessage, { type: Type }>
