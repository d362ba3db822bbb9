/**
 * Epic's data channel: the first byte of a message is its id; its fields follow, little-endian, without padding.
 * The ids are the defaults of Epic's player library; a streamer may send others in `Protocol`.
 */

export type FieldType = 'uint8' | 'uint16' | 'int16' | 'double' | 'string'

interface ToStreamer {
  readonly id: number
  readonly structure: readonly FieldType[]
}

/** Messages from a player. A string starts with its length in UTF-16 units. */
export const toStreamer = {
  IFrameRequest: { id: 0, structure: [] },
  RequestQualityControl: { id: 1, structure: [] },
  FpsRequest: { id: 2, structure: [] },
  AverageBitrateRequest: { id: 3, structure: [] },
  StartStreaming: { id: 4, structure: [] },
  StopStreaming: { id: 5, structure: [] },
  LatencyTest: { id: 6, structure: ['string'] },
  RequestInitialSettings: { id: 7, structure: [] },
  TestEcho: { id: 8, structure: [] },
  DataChannelLatencyTest: { id: 9, structure: ['string'] },
  UIInteraction: { id: 50, structure: ['string'] },
  Command: { id: 51, structure: ['string'] },
  TextboxEntry: { id: 52, structure: ['string'] },
  /** Key code, repeat flag. */
  KeyDown: { id: 60, structure: ['uint8', 'uint8'] },
  KeyUp: { id: 61, structure: ['uint8'] },
  /** Character code. */
  KeyPress: { id: 62, structure: ['uint16'] },
  MouseEnter: { id: 70, structure: [] },
  MouseLeave: { id: 71, structure: [] },
  /** Button, x, y; positions in 1/65536 of the picture. */
  MouseDown: { id: 72, structure: ['uint8', 'uint16', 'uint16'] },
  MouseUp: { id: 73, structure: ['uint8', 'uint16', 'uint16'] },
  /** x, y, delta x, delta y. */
  MouseMove: { id: 74, structure: ['uint16', 'uint16', 'int16', 'int16'] },
  /** Delta (up is positive), x, y. */
  MouseWheel: { id: 75, structure: ['int16', 'uint16', 'uint16'] },
  MouseDouble: { id: 76, structure: ['uint8', 'uint16', 'uint16'] },
  /** Number of touches (always 1), x, y, finger, force, flag: inside the picture. */
  TouchStart: { id: 80, structure: ['uint8', 'uint16', 'uint16', 'uint8', 'uint8', 'uint8'] },
  TouchEnd: { id: 81, structure: ['uint8', 'uint16', 'uint16', 'uint8', 'uint8', 'uint8'] },
  TouchMove: { id: 82, structure: ['uint8', 'uint16', 'uint16', 'uint8', 'uint8', 'uint8'] },
  /** Gamepad, button, repeat flag. */
  GamepadButtonPressed: { id: 90, structure: ['uint8', 'uint8', 'uint8'] },
  GamepadButtonReleased: { id: 91, structure: ['uint8', 'uint8', 'uint8'] },
  /** Gamepad, axis (sticks from 1, triggers 5 and 6), value. */
  GamepadAnalog: { id: 92, structure: ['uint8', 'uint8', 'double'] },
  GamepadConnected: { id: 93, structure: [] },
  GamepadDisconnected: { id: 94, structure: ['uint8'] },
} as const satisfies Record<string, ToStreamer>

export type ToStreamerName = keyof typeof toStreamer

/** Ids of messages from a streamer. */
export const fromStreamer = {
  QualityControlOwnership: 0,
  Response: 1,
  Command: 2,
  FreezeFrame: 3,
  UnfreezeFrame: 4,
  VideoEncoderAvgQP: 5,
  LatencyTest: 6,
  InitialSettings: 7,
  FileExtension: 8,
  FileMimeType: 9,
  FileContents: 10,
  TestEcho: 11,
  InputControlOwnership: 12,
  GamepadResponse: 13,
  DataChannelLatencyTest: 14,
  Protocol: 255,
} as const

export type FromStreamerName = keyof typeof fromStreamer

export interface PlayerMessage {
  readonly name: ToStreamerName
  readonly fields: readonly (number | string)[]
}

const names = new Map<number, ToStreamerName>(
  Object.entries(toStreamer).map(([name, { id }]) => [id, name as ToStreamerName]),
)

/** Parses a player message; null when it is truncated or unknown. */
export function readPlayerMessage(bytes: Buffer): PlayerMessage | null {
  const name = bytes.length === 0 ? undefined : names.get(bytes.readUInt8(0))
  if (!name) return null
  let at = 1
  const fields: (number | string)[] = []
  for (const type of toStreamer[name].structure) {
    const size = sizeOf(type, bytes, at)
    if (size === null || at + size > bytes.length) return null
    fields.push(readField(type, bytes, at, size))
    at += size
  }
  return { name, fields }
}

function sizeOf(type: FieldType, bytes: Buffer, at: number): number | null {
  if (type === 'uint8') return 1
  if (type === 'double') return 8
  if (type !== 'string') return 2
  return at + 2 > bytes.length ? null : 2 + 2 * bytes.readUInt16LE(at)
}

function readField(type: FieldType, bytes: Buffer, at: number, size: number): number | string {
  switch (type) {
    case 'uint8':
      return bytes.readUInt8(at)
    case 'uint16':
      return bytes.readUInt16LE(at)
    case 'int16':
      return bytes.readInt16LE(at)
    case 'double':
      return bytes.readDoubleLE(at)
    case 'string':
      return bytes.toString('utf16le', at + 2, at + size)
  }
}

/** A message with text: UTF-16 to the end, without a length. */
export function writeText(name: FromStreamerName, text: string): Buffer {
  return Buffer.concat([Buffer.from([fromStreamer[name]]), Buffer.from(text, 'utf16le')])
}

export function writeJson(name: FromStreamerName, value: unknown): Buffer {
  return writeText(name, JSON.stringify(value))
}

export function writeFlag(name: FromStreamerName, on: boolean): Buffer {
  return Buffer.from([fromStreamer[name], on ? 1 : 0])
}

/** The `Protocol` messages with both tables, for a player with other defaults. */
export function writeProtocol(): Buffer[] {
  const [toIt, fromIt] = [0, 1]
  return [
    writeJson('Protocol', { Direction: toIt, ...toStreamer }),
    writeJson('Protocol', {
      Direction: fromIt,
      ...Object.fromEntries(Object.entries(fromStreamer).map(([name, id]) => [name, { id }])),
    }),
  ]
}
