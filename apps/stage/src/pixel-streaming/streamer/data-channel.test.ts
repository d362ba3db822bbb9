import { describe, expect, it } from 'vitest'
import {
  fromStreamer,
  readPlayerMessage,
  toStreamer,
  writeFlag,
  writeJson,
  writeProtocol,
  writeText,
} from './data-channel.ts'
import { epicVersions, loadEpicPacker } from '../epic-library.fixture.ts'

const utf16 = (bytes: Buffer): string => new TextDecoder('utf-16').decode(bytes.subarray(1))

describe.each(epicVersions)('the data channel, against Epic’s library %s', (version) => {
  const epic = loadEpicPacker(version)

  it('has the same ids and fields for player messages', () => {
    const ours = Object.entries(toStreamer).map(([name, { id }]) => [name, id])
    expect(Object.fromEntries([...epic.toStreamer].map(([name, { id }]) => [name, id]))).toEqual(
      Object.fromEntries(ours),
    )
    for (const [name, { structure }] of Object.entries(toStreamer)) {
      // The library learns only from the streamer's Protocol message that this one has text.
      if (name !== 'DataChannelLatencyTest')
        expect([name, epic.toStreamer.get(name)?.structure]).toEqual([name, structure])
    }
  })

  it('has the same ids for streamer messages', () => {
    expect(Object.fromEntries([...epic.fromStreamer].map(([id, name]) => [name, id]))).toEqual(fromStreamer)
  })

  it.each([
    ['RequestInitialSettings', []],
    ['UIInteraction', ['{"door":"öffne ✓ 🚪"}']],
    ['UIInteraction', ['']],
    ['TextboxEntry', ['hey']],
    ['KeyDown', [65, 1]],
    ['KeyUp', [255]],
    ['KeyPress', [8364]],
    ['MouseDown', [2, 0, 65_535]],
    ['MouseMove', [32_768, 1, -32_768, 32_767]],
    ['MouseWheel', [-120, 5, 6]],
    ['TouchStart', [1, 100, 200, 3, 255, 1]],
    ['GamepadAnalog', [1, 4, -0.123_456_789]],
    ['GamepadDisconnected', [2]],
  ])('reads %s as the library packs it', (name, fields) => {
    expect(readPlayerMessage(epic.pack(name, fields))).toEqual({ name, fields })
  })
})

describe('a malformed player message', () => {
  it.each([
    ['empty', []],
    ['an unknown id', [250, 1, 2]],
    ['a truncated position', [72, 0, 1, 2, 3]],
    ['a text without its length', [50, 1]],
    ['a text shorter than its length', [50, 3, 0, 65, 0, 66, 0]],
  ])('is read as null: %s', (_, bytes) => {
    expect(readPlayerMessage(Buffer.from(bytes))).toBeNull()
  })

  it('is accepted when only extra bytes follow a whole message', () => {
    expect(readPlayerMessage(Buffer.from([61, 65, 99, 99]))).toEqual({ name: 'KeyUp', fields: [65] })
  })
})

describe('a streamer message', () => {
  it('with text is an id and UTF-16', () => {
    const bytes = writeText('Response', 'öffne ✓')
    expect(bytes[0]).toBe(1)
    expect(utf16(bytes)).toBe('öffne ✓')
    expect(utf16(writeJson('InitialSettings', { WebRTC: { FPS: 30 } }))).toBe('{"WebRTC":{"FPS":30}}')
  })

  it('with a flag has one byte for it', () => {
    expect([...writeFlag('QualityControlOwnership', true)]).toEqual([0, 1])
    expect([...writeFlag('InputControlOwnership', false)]).toEqual([12, 0])
  })

  it('Protocol comes once per direction, with the table of that direction', () => {
    const tables = writeProtocol().map((bytes) => {
      expect(bytes[0]).toBe(255)
      return JSON.parse(utf16(bytes)) as Record<string, unknown>
    })
    expect(tables).toMatchObject([
      { Direction: 0, KeyDown: { id: 60, structure: ['uint8', 'uint8'] } },
      { Direction: 1, Response: { id: 1 }, Protocol: { id: 255 } },
    ])
  })
})
