import { warnOnce } from '@standby/core/source'
import * as v from 'valibot'
import { bounds } from '../protocol/bounds.ts'
import { isWithinBytes } from '../protocol/byte-size.ts'
import { serverMessage, serverMessages, type ServerMessage } from '../protocol/server-messages.ts'

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Warns once per kind and page, so that repeated messages do not fill the console. */
const drop = (kind: string, what: string, fix: string): null => {
  warnOnce(
    `gateway:${kind}`,
    `the gateway sent ${what}. It cannot be read, so it was dropped. The session continues. ${fix}`,
  )
  return null
}

/**
 * Reads one frame of the server as a message of the protocol. Returns `null` if it is none. Never throws, because data
 * from the server is untrusted.
 */
export function readMessage(frame: unknown): ServerMessage | null {
  if (typeof frame !== 'string')
    return drop('binary', 'a binary frame', 'Send JSON in text frames (docs/protocol.md).')
  if (!isWithinBytes(frame, bounds.frameBytes))
    return drop('too-large', 'a frame of more than 64 KiB', 'Send less in one frame (docs/protocol.md).')

  let value: unknown
  try {
    value = JSON.parse(frame)
  } catch {
    return drop('not-json', 'text that is not JSON', 'Send one JSON object a frame (docs/protocol.md).')
  }
  const type: unknown =
    typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  if (typeof type !== 'string')
    return drop('no-type', 'JSON without a type', 'Give every message a `type` (docs/protocol.md).')
  if (!Object.hasOwn(serverMessages, type))
    return drop(
      'unknown-type',
      `a message of type ${quoted(type)}`,
      'A newer version of the kit may support it.',
    )

  const parsed = v.safeParse(serverMessage, value)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const field = v.getDotPath(issue) ?? 'message'
  return drop(
    `malformed:${type}`,
    `\`${type}\` with a ${quoted(field)} that breaks the protocol`,
    'Compare it with docs/protocol.schema.json.',
  )
}
