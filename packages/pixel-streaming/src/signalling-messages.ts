import { warnOnce } from '@standby/core/source'
import * as v from 'valibot'

/** One message, characters. Session descriptions are the longest, with a few thousand. */
const longest = 262_144

const text = v.pipe(v.string(), v.maxLength(longest))
const name = v.pipe(v.string(), v.maxLength(1024))

/** What the library acts upon without looking, and we. Everything else passes: it ignores what it does not know. */
const schemas = {
  config: v.object({ peerConnectionOptions: v.optional(v.looseObject({})) }),
  streamerList: v.object({ ids: v.pipe(v.array(name), v.maxLength(10_000)) }),
  streamerIdChanged: v.object({ newID: name }),
  subscribeFailed: v.object({ message: v.optional(text, '') }),
  offer: v.object({ sdp: text, sfu: v.optional(v.boolean()) }),
  answer: v.object({ sdp: text }),
  iceCandidate: v.object({ candidate: v.looseObject({ candidate: v.optional(text) }) }),
  peerDataChannels: v.object({ sendStreamId: v.number(), recvStreamId: v.number() }),
}

/** One message of the signalling server, whatever its type; `fields` are checked for the types that are known. */
export interface SignallingMessage {
  readonly type: string
  readonly [field: string]: unknown
}

/** `null` where it cannot be used. Never throws: what comes from the other side is untrusted. */
export function readSignalling(frame: unknown): SignallingMessage | null {
  if (typeof frame != 'string' || frame.length > longest) return drop('a frame that is no text, or too long')
  let value: unknown
  try {
    value = JSON.parse(frame)
  } catch {
    return drop('text that is not JSON')
  }
  const { type } = Object(value) as { type?: unknown }
  if (typeof type != 'string') return drop('a message without a type')
  if (Object.hasOwn(schemas, type) && !v.is(schemas[type as keyof typeof schemas], value))
    return drop(`a message of type ${type} that lacks something`)
  return value as SignallingMessage
}

function drop(what: string): null {
  warnOnce(
    `pixel-streaming:${what}`,
    `the signalling server sent ${what}. It was dropped, since nothing can be made of it; the session goes on. Compare the server's version with that of @epicgames-ps/lib-pixelstreamingfrontend.`,
  )
  return null
}
