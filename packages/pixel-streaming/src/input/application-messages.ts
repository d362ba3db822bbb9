import { maxContentsLength, maxTextBytes } from '../limits.ts'

/** A message from the application in the engine, on the data channel. */
export interface ApplicationMessage {
  /** Its name in the library's protocol. */
  readonly name: string
  /** The bytes after the first one, as text. Most messages contain text. */
  text(): string
  /** The second byte. */
  readonly byte: number
}

/** Reads a message. `null` for an unknown type. */
export function readApplication(
  data: unknown,
  names: ReadonlyMap<number, string>,
): ApplicationMessage | null {
  if (!(data instanceof ArrayBuffer)) return null
  const [type = -1, byte = 0] = new Uint8Array(data, 0, Math.min(2, data.byteLength))
  const name = names.get(type)
  if (name === undefined) return null
  return { name, byte, text: () => new TextDecoder('utf-16').decode(data.slice(1, maxTextBytes)) }
}

/** Reads a response. Applications send text. JSON objects and lists are parsed, any other text stays text. */
export function readResponse(text: string): unknown {
  return /^\s*[[{]/.test(text) ? (parse(text) ?? text) : text
}

/** The initial content of the field if the application asks for text. `null` if it does not. */
export function readTextRequest(text: string): string | null {
  const { command, showOnScreenKeyboard, contents } = Object(parse(text)) as Record<string, unknown>
  if (command !== 'onScreenKeyboard' || showOnScreenKeyboard === false) return null
  return typeof contents == 'string' ? contents.slice(0, maxContentsLength) : ''
}

/** The number that the engine gave a gamepad. */
export const readGamepadId = (text: string): unknown =>
  (Object(parse(text)) as Record<string, unknown>)['controllerId']

/** The echo request for the engine, with the text if the engine's protocol has a field for it. */
export function echoRequest(
  { id, structure }: { readonly id: number; readonly structure?: readonly string[] },
  text: string,
): ArrayBuffer {
  const length = structure?.[0] === 'string' ? text.length : -1
  const view = new DataView(new ArrayBuffer(length < 0 ? 1 : 3 + 2 * length))
  view.setUint8(0, id)
  if (length >= 0) view.setUint16(1, length, true)
  for (let i = 0; i < length; i++) view.setUint16(3 + 2 * i, text.charCodeAt(i), true)
  return view.buffer
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
