/** Text from the application, bytes; UTF-16, so half as many characters. */
const longestText = 524_288
/** What a text field holds. */
const longestContents = 4096

/** What the application in the engine says on the data channel. */
export interface ApplicationMessage {
  /** As the library's protocol calls it. */
  readonly name: string
  /** What follows the first byte, as the text that most messages carry. */
  text(): string
  /** The first byte of what follows. */
  readonly byte: number
}

/** `null` for what has no name: nobody could do anything with it. */
export function readApplication(
  data: unknown,
  names: ReadonlyMap<number, string>,
): ApplicationMessage | null {
  if (!(data instanceof ArrayBuffer)) return null
  const [type = -1, byte = 0] = new Uint8Array(data, 0, Math.min(2, data.byteLength))
  const name = names.get(type)
  if (name === undefined) return null
  return { name, byte, text: () => new TextDecoder('utf-16').decode(data.slice(1, longestText)) }
}

/** Applications send text. What is an object or a list in JSON is given to the page as such; all else as it is. */
export function readResponse(text: string): unknown {
  return /^\s*[[{]/.test(text) ? (parse(text) ?? text) : text
}

/** What the field holds where the application asks for text; `null` where it asks for none. */
export function readTextRequest(text: string): string | null {
  const { command, showOnScreenKeyboard, contents } = Object(parse(text)) as Record<string, unknown>
  if (command !== 'onScreenKeyboard' || showOnScreenKeyboard === false) return null
  return typeof contents == 'string' ? contents.slice(0, longestContents) : ''
}

/** The number that the engine gave a gamepad. */
export const readGamepadId = (text: string): unknown =>
  (Object(parse(text)) as Record<string, unknown>)['controllerId']

/** What the engine echoes: with a text, where its protocol has a place for one. */
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
