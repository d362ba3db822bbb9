import { textLayout } from '../../worker/picture/picture-code.ts'
import type { Scene } from '../../worker/picture/scene.ts'
import {
  readPlayerMessage,
  writeFlag,
  writeJson,
  writeProtocol,
  writeText,
  type PlayerMessage,
} from './data-channel.ts'
import { createPlayerInput, replaceText } from './player-input.ts'

export interface PlayerChannelOptions {
  readonly scene: Pick<Scene, 'input' | 'state'>
  readonly fps: number
  readonly kbps: number
  /** Whether this player controls the quality. */
  readonly ownsQuality: () => boolean
  takeQuality(): void
  send(bytes: Buffer): void
  onMessage(kind: 'UIInteraction' | 'Command', text: string): void
  onMalformed(what: string): void
}

/** The streamer's end of one player's data channel. */
export interface PlayerChannel {
  /** Called when the channel opens; sends the first messages. */
  open(): void
  receive(message: unknown): void
  readonly received: Readonly<Record<string, number>>
}

/** Above any human's or gamepad's rate. */
const maxMessagesPerSecond = 2000
const maxMessageBytes = 65_536
const maxFillerBytes = 16_384
/** A typical value for this encoder and bitrate; ffmpeg does not report it. */
const averageQp = '24'

export function createPlayerChannel(options: PlayerChannelOptions): PlayerChannel {
  const { scene, send } = options
  const input = createPlayerInput()
  const received: Record<string, number> = {}
  let [second, messages, gamepads] = [0, 0, 0]

  const initialSettings = (): Buffer =>
    writeJson('InitialSettings', {
      PixelStreaming: { AllowPixelStreamingCommands: false, DisableLatencyTest: false },
      Encoder: {
        TargetBitrate: options.kbps * 1000,
        MaxBitrate: options.kbps * 1000,
        MinQuality: 0,
        MaxQuality: 100,
        RateControl: 'CBR',
        FillerData: false,
        MultiPass: 'DISABLED',
      },
      WebRTC: {
        DegradationPref: 'MAINTAIN_FRAMERATE',
        FPS: options.fps,
        MinBitrate: 100_000,
        MaxBitrate: options.kbps * 1000,
        LowQP: 25,
        HighQP: 37,
      },
      ConfigOptions: {},
    })

  const answers: { [Name in PlayerMessage['name']]?: (text: string) => void } = {
    RequestInitialSettings: () => send(initialSettings()),
    RequestQualityControl() {
      options.takeQuality()
      send(writeFlag('QualityControlOwnership', options.ownsQuality()))
    },
    TestEcho: () => send(writeText('TestEcho', '')),
    LatencyTest() {
      const now = Date.now()
      send(
        writeJson('LatencyTest', {
          ReceiptTimeMs: now,
          EncodeMs: 5,
          CaptureToSendMs: 5,
          TransmissionTimeMs: Date.now(),
        }),
      )
    },
    DataChannelLatencyTest(text) {
      const { Seq, FillResponseSize } = parseObject(text)
      const filler = Math.min(maxFillerBytes, Math.max(0, Number(FillResponseSize) || 0))
      const now = Date.now()
      send(
        writeJson('DataChannelLatencyTest', {
          Seq: Number(Seq) || 0,
          Filler: 'A'.repeat(filler),
          ReceivedTimestamp: now,
          SentTimestamp: now,
        }),
      )
    },
    GamepadConnected: () => send(writeJson('GamepadResponse', { controllerId: gamepads++ })),
    UIInteraction(text) {
      options.onMessage('UIInteraction', text)
      // The simulated application echoes what it receives.
      send(writeText('Response', text))
    },
    Command: (text) => options.onMessage('Command', text),
    TextboxEntry(text) {
      for (const event of replaceText(scene.state().text, text)) scene.input(event)
    },
  }

  return {
    received,
    open() {
      for (const table of writeProtocol()) send(table)
      send(writeFlag('InputControlOwnership', true))
      send(writeText('VideoEncoderAvgQP', averageQp))
    },
    receive(message) {
      const now = Math.floor(performance.now() / 1000)
      if (now !== second) [second, messages] = [now, 0]
      if (++messages > maxMessagesPerSecond) return options.onMalformed('too many messages')
      if (!Buffer.isBuffer(message) || message.length > maxMessageBytes)
        return options.onMalformed('a message that is text, or too long')
      const read = readPlayerMessage(message)
      if (!read) return options.onMalformed(`a message that begins with ${message[0] ?? 'nothing'}`)
      received[read.name] = (received[read.name] ?? 0) + 1
      answers[read.name]?.(String(read.fields[0] ?? ''))
      for (const event of input.read(read)) {
        scene.input(event)
        // A press in the text area opens the keyboard.
        if (event.type === 'pointer' && event.phase === 'down' && event.y >= textLayout.top)
          send(keyboardCommand(scene.state().text, event))
      }
    },
  }
}

/** A command that opens the player's keyboard. `at`: fractions of the picture. */
export function keyboardCommand(contents: string, at: { x: number; y: number } = { x: 0.5, y: 0.9 }): Buffer {
  return writeJson('Command', {
    command: 'onScreenKeyboard',
    showOnScreenKeyboard: true,
    x: Math.round(at.x * 65_535),
    y: Math.round(at.y * 65_535),
    contents,
  })
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
