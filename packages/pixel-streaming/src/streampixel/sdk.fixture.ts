import type { EpicLibrary } from '../connection/epic.ts'
import type { StreampixelSdk } from './sdk.ts'

export interface StandInOptions {
  readonly url: string
  /** The delay before a reconnect, and how long it tries, ms. The real SDK: 5 s and 60 s. */
  readonly retryMs?: number
  readonly windowMs?: number
}

interface Player {
  readonly signallingProtocol: {
    readonly transport: { addListener(event: string, listener: (value: any) => void): void }
  }
  addEventListener(type: string, listener: (event: { data: any }) => void): void
  reconnect(): void
}

/**
 * Replaces Streampixel's SDK, which needs an account: Epic's real library behind the SDK's interface, as its documentation
 * and its users describe it, with its failure values, its queue and its own reconnecting.
 */
export function standInSdk(library: EpicLibrary, { url, retryMs = 5000, windowMs = 60_000 }: StandInOptions) {
  const calls: Record<string, unknown>[] = []
  let used = false
  const left: (() => void)[] = []

  const sdk: StreampixelSdk = async (options) => {
    calls.push(options)
    if (options['appId'] === 'unknown') return null
    if (options['primaryCodec'] === 'none') return [{ error: 'codec' }]
    if (used) return {}
    used = true
    const rootElement = document.createElement('div')
    rootElement.id = 'stand-in'
    rootElement.innerHTML = '<div id="afkOverlay"><button>Click to restart</button></div>'
    const place = rootElement.appendChild(document.createElement('div'))
    document.body.append(rootElement)
    const player = new library.PixelStreaming(
      new library.Config({
        initialSettings: {
          ss: url,
          AutoConnect: options['AutoConnect'] === true,
          AutoPlayVideo: true,
          MaxReconnectAttempts: 0,
          MouseInput: options['mouseInput'] !== false,
          KeyboardInput: options['keyBoardInput'] !== false,
          TouchInput: options['touchInput'] !== false,
          GamepadInput: options['gamepadInput'] !== false,
          TimeoutIfIdle: options['afktimeout'] !== undefined,
          ...(options['afktimeout'] !== undefined && { AFKTimeout: options['afktimeout'] }),
        },
        useUrlParams: false,
      }),
      { videoElementParent: place },
    ) as unknown as Player

    const queued: ((place: unknown) => void)[] = []
    const states: ((state: unknown) => void)[] = []
    const tell = (state: object) => states.forEach((listener) => listener(state))
    let firstLossAt: number | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    left.push(() => clearTimeout(timer))
    const { transport } = player.signallingProtocol
    transport.addListener('message', (message: { type?: string }) => {
      if (message?.type === 'queue') queued.forEach((listener) => listener(message))
    })
    transport.addListener('close', ({ code, reason }: CloseEvent) => {
      tell({ status: 'disconnected', code, reason })
      if (code !== 1005 && code !== 1006) return
      firstLossAt ??= Date.now()
      if (Date.now() - firstLossAt > windowMs) return tell({ status: 'failed', code: 4007 })
      tell({ status: 'reconnecting' })
      timer = setTimeout(() => {
        tell({ status: 'retrying' })
        player.reconnect()
      }, retryMs)
    })
    player.addEventListener('webRtcConnected', () => {
      firstLossAt = null
      tell({ status: 'connected' })
    })
    return {
      appStream: { rootElement, stream: player },
      pixelStreaming: player,
      queueHandler: (listener: (place: unknown) => void) => void queued.push(listener),
      UIControl: {},
      reconnectStream: {
        on(event: string, listener: (state: unknown) => void) {
          if (event === 'state') states.push(listener)
        },
      },
    }
  }
  return { sdk, calls, dispose: () => left.forEach((leave) => leave()) }
}
