import { describe, expect, it } from 'vitest'
import { createScene } from '../../worker/picture/scene.ts'
import { fromStreamer, type FromStreamerName, type ToStreamerName } from './data-channel.ts'
import { epicVersions, loadEpicPacker } from '../epic-library.fixture.ts'
import { malformedBytes } from '../malformed.ts'
import { createPlayerChannel, keyboardCommand } from './player-channel.ts'

const epic = loadEpicPacker(epicVersions[1])
const names = Object.fromEntries(Object.entries(fromStreamer).map(([name, id]) => [id, name]))

/** A data channel with a player that packs messages with Epic's library. */
function openChannel(owner: { quality: string | null } = { quality: null }, id = 'Player0') {
  const scene = createScene({ width: 160, height: 90, worker: 1 })
  const heard: { name: FromStreamerName; text: string; flag: number | undefined }[] = []
  const told: unknown[] = []
  const channel = createPlayerChannel({
    scene,
    fps: 15,
    kbps: 200,
    ownsQuality: () => owner.quality === id,
    takeQuality: () => (owner.quality ??= id),
    send: (bytes) =>
      heard.push({
        name: names[bytes[0]!] as FromStreamerName,
        text: new TextDecoder('utf-16').decode(bytes.subarray(1)),
        flag: bytes[1],
      }),
    onMessage: (kind, text) => told.push([kind, text]),
    onMalformed: (what) => told.push(what),
  })
  return {
    channel,
    scene,
    heard,
    told,
    say: (name: ToStreamerName, ...fields: (number | string)[]) => channel.receive(epic.pack(name, fields)),
    last: (name: FromStreamerName) => heard.findLast((each) => each.name === name),
  }
}

describe('a new data channel', () => {
  it('begins with the protocol and the input ownership', () => {
    const { channel, heard } = openChannel()
    channel.open()
    expect(heard.map(({ name }) => name)).toEqual([
      'Protocol',
      'Protocol',
      'InputControlOwnership',
      'VideoEncoderAvgQP',
    ])
    expect(Number(heard[3]?.text)).toBeGreaterThan(0)
  })
})

describe('a player', () => {
  it('gets the settings of encoder and stream on request', () => {
    const { say, last } = openChannel()
    say('RequestInitialSettings')
    expect(JSON.parse(last('InitialSettings')!.text)).toMatchObject({
      WebRTC: { FPS: 15, MaxBitrate: 200_000 },
      Encoder: { RateControl: 'CBR' },
      PixelStreaming: { DisableLatencyTest: false },
    })
  })

  it('owns the quality when it is the first to request it', () => {
    const owner = { quality: null }
    const [first, second] = ['Player0', 'Player1'].map((id) => openChannel(owner, id))
    for (const each of [first, second]) each!.say('RequestQualityControl')
    expect(first!.last('QualityControlOwnership')?.flag).toBe(1)
    expect(second!.last('QualityControlOwnership')?.flag).toBe(0)
  })

  it('can measure latency', () => {
    const { say, channel, last } = openChannel()
    say('LatencyTest', '{"StartTime":1}')
    const { ReceiptTimeMs, TransmissionTimeMs } = JSON.parse(last('LatencyTest')!.text) as Record<
      string,
      number
    >
    expect(TransmissionTimeMs).toBeGreaterThanOrEqual(ReceiptTimeMs!)
    const test = JSON.stringify({ Seq: 7, FillResponseSize: 3, Filler: '' })
    const length = Buffer.alloc(2)
    length.writeUInt16LE(test.length)
    channel.receive(Buffer.concat([Buffer.from([9]), length, Buffer.from(test, 'utf16le')]))
    expect(JSON.parse(last('DataChannelLatencyTest')!.text)).toMatchObject({ Seq: 7, Filler: 'AAA' })
  })

  it('gets a number for each gamepad', () => {
    const { say, heard } = openChannel()
    say('GamepadConnected')
    say('GamepadConnected')
    expect(heard.map(({ text }) => text)).toEqual(['{"controllerId":0}', '{"controllerId":1}'])
  })

  it('gets its UIInteraction back as a Response', () => {
    const { say, last, told } = openChannel()
    say('UIInteraction', '{"door":"öffne ✓"}')
    expect(last('Response')?.text).toBe('{"door":"öffne ✓"}')
    say('Command', '{"ConsoleCommand":"stat fps"}')
    expect(told).toEqual([
      ['UIInteraction', '{"door":"öffne ✓"}'],
      ['Command', '{"ConsoleCommand":"stat fps"}'],
    ])
    say('TestEcho')
    expect(last('TestEcho')).toBeDefined()
  })
})

describe('input on a data channel', () => {
  it('changes the scene, and is counted by name', () => {
    const { say, scene, channel } = openChannel()
    say('MouseDown', 0, 32_768, 32_768)
    say('MouseUp', 0, 32_768, 32_768)
    expect(scene.state().marks).toEqual([{ x: 0.5, y: 0.5 }])
    expect(channel.received).toEqual({ MouseDown: 1, MouseUp: 1 })
  })

  it('opens the keyboard with the current text on a press in the text area', () => {
    const { say, scene, last } = openChannel()
    scene.input({ type: 'text', value: 'held' })
    say('TouchStart', 1, 0, 64_000, 0, 255, 1)
    expect(JSON.parse(last('Command')!.text)).toMatchObject({
      command: 'onScreenKeyboard',
      showOnScreenKeyboard: true,
      contents: 'held',
    })
    say('TextboxEntry', 'written')
    expect(scene.state().text).toBe('written')
  })

  it('is requested by the application with a keyboard command', () => {
    const text = new TextDecoder('utf-16').decode(keyboardCommand('name?').subarray(1))
    expect(JSON.parse(text)).toMatchObject({ command: 'onScreenKeyboard', contents: 'name?' })
  })
})

describe('malformed data on a data channel', () => {
  it('is dropped, and each message is reported', () => {
    const { channel, told, scene } = openChannel()
    for (const message of ['text', Buffer.alloc(0), Buffer.from([250]), Buffer.alloc(70_000)])
      channel.receive(message)
    expect(told).toHaveLength(4)
    expect(scene.state().inputs).toBe(0)
  })

  it('gets an answer of bounded size', () => {
    const { say, last } = openChannel()
    say('LatencyTest', 'no json')
    expect(last('LatencyTest')).toBeDefined()
    const huge = JSON.stringify({ Seq: 'x', FillResponseSize: 1e12 })
    const length = Buffer.alloc(2)
    length.writeUInt16LE(huge.length)
    const { channel, last: answer } = openChannel()
    channel.receive(Buffer.concat([Buffer.from([9]), length, Buffer.from(huge, 'utf16le')]))
    expect(answer('DataChannelLatencyTest')!.text.length).toBeLessThan(20_000)
  })

  it('sent by the fault malformed-data has no empty message', () => {
    expect(malformedBytes().map((bytes) => bytes.length)).not.toContain(0)
  })
})
