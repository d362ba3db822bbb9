import { warnOnce } from '@standby/core/source'
import * as v from 'valibot'
import { maxSignallingLength } from '../limits.ts'

const text = v.pipe(v.string(), v.maxLength(maxSignallingLength))
const name = v.pipe(v.string(), v.maxLength(1024))

/** The messages that the library or the kit uses. The library does not check them. It ignores all other types. */
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

/** One message of the signalling server. Its fields are only checked for the known types. */
export interface SignallingMessage {
  readonly type: string
  readonly [field: string]: unknown
}

/** Reads a message. Returns `null` if it is invalid. Never throws, because data from the server is untrusted. */
export function readSignalling(frame: unknown): SignallingMessage | null {
  if (typeof frame != 'string' || frame.length > maxSignallingLength)
    return drop('a frame that is not text, or too long')
  let value: unknown
  try {
    value = JSON.parse(frame)
  } catch {
    return drop('text that is not JSON')
  }
  const { type } = Object(value) as { type?: unknown }
  if (typeof type != 'string') return drop('a message without a type')
  if (Object.hasOwn(schemas, type) && !v.is(schemas[type as keyof typeof schemas], value))
    return drop(`a message of type ${type} with invalid fields`)
  return value as SignallingMessage
}

function drop(what: string): null {
  warnOnce(
    `pixel-streaming:${what}`,
    `the signalling server sent ${what}. It cannot be read, so it was dropped. The session continues. Compare the server's version with that of @epicgames-ps/lib-pixelstreamingfrontend.`,
  )
  return null
}
