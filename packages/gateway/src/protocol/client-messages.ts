import * as v from 'valibot'
import { bounds } from './bounds.ts'
import { data, id, mediaKind, pingId, token } from './fields.ts'

/** The first message, once per connection. Asks for a place, or with a token for the place that is kept. */
const request = v.object({
  type: v.literal('request'),
  /** The requested application. */
  app: id,
  /** Identifies the viewer. Opaque to the protocol. Never in the URL, because URLs are logged. */
  ticket: v.exactOptional(token),
  /** From `queued` or `assigned` of an earlier connection. */
  resumeToken: v.exactOptional(token),
  /** The media kinds that the client can play, best first. */
  media: v.pipe(v.array(mediaKind), v.minLength(1), v.maxLength(bounds.mediaKinds)),
})

/** Accepts the offered place. */
const accept = v.object({ type: v.literal('accept'), offer: id })

/** Declines the offered place, which goes to the next viewer. The viewer stays in the queue. */
const decline = v.object({ type: v.literal('decline'), offer: id })

/** Human input. Sent max once every 10 s. */
const activity = v.object({ type: v.literal('activity') })

/** Releases the place. The client closes right after it. */
const leave = v.object({ type: v.literal('leave') })

/** For the application. */
const message = v.object({ type: v.literal('message'), data })

const ping = v.object({ type: v.literal('ping'), id: pingId })
const pong = v.object({ type: v.literal('pong'), id: pingId })

/** All messages of a client. */
export const clientMessages = { request, accept, decline, activity, leave, message, ping, pong } as const

export const clientMessage = v.variant('type', Object.values(clientMessages))
export type ClientMessage = v.InferOutput<typeof clientMessage>
export type ClientMessageOf<Type extends ClientMessage['type']> = Extract<ClientMessage, { type: Type }>
