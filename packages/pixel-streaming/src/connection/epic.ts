/**
 * The part of Epic's library that the kit uses. Every version from 5.5 on has it. It is declared here, so that neither
 * of the optional packages is needed for types. `epic-versions.test.ts` compares it with the real packages.
 */
export interface EpicLibrary {
  readonly Config: new (params: EpicConfigParams) => EpicConfig
  readonly PixelStreaming: new (
    // Each version has its own type.
    config: any,
    overrides: { videoElementParent: HTMLElement },
  ) => EpicPlayer
  readonly Logger: { InitLogging(level: number, includeStack: boolean): void }
}

export type EpicSettings = Readonly<Record<string, string | number | boolean>>

export interface EpicConfigParams {
  readonly initialSettings: Record<string, any>
  readonly useUrlParams: boolean
  readonly webSocketProtocols?: string | string[]
}

export interface EpicConfig {
  getSettingOption(id: any): { readonly options: string[]; readonly selected: string }
  setOptionSettingValue(id: any, value: string): void
}

export interface EpicPlayer {
  readonly config: EpicConfig
  readonly signallingProtocol: EpicProtocol
  readonly webRtcController: EpicController
  connect(): void
  disconnect(): void
  addEventListener(type: any, listener: (event: any) => void): void
  removeEventListener(type: any, listener: (event: any) => void): void
}

export interface EpicProtocol {
  readonly transport: {
    onMessage?: (text: string) => void
    addListener(event: string, listener: (...values: any[]) => void): unknown
  }
  sendMessage(message: any): void
  disconnect(code?: number, reason?: string): void
}

/** Public in the library, but not documented. */
export interface EpicController {
  readonly peerConnectionController?: { readonly peerConnection: RTCPeerConnection | null }
  readonly sendrecvDataChannelController: { readonly dataChannel?: RTCDataChannel }
  readonly streamController: { handleOnTrack: (event: RTCTrackEvent) => void }
  readonly streamMessageController: {
    readonly toStreamerHandlers: Map<string, (values?: (string | number)[]) => void>
    readonly toStreamerMessages: Map<string, { readonly id: number; readonly structure?: readonly string[] }>
    readonly fromStreamerMessages: Map<number, string>
  }
  /** The library closed its own socket. */
  readonly locallyClosed: boolean
  readonly subscribedStream: string
  readonly statsTimerHandle: number
  handleOnMessage: (event: MessageEvent) => void
  getStats: () => void
}
