import type { Environment, SourceEvent, StreamSource } from '@standby/core/source'
import type { Close } from './close-reading.ts'
import type { SignallingMessage } from './signalling-messages.ts'

/** What a dialect may do while an attempt lives. */
export interface VendorHost {
  readonly environment: Environment
  emit(event: SourceEvent): void
  /** Says something to the server. */
  send(message: SignallingMessage): void
  /** The server ended the session in words, before it closes or instead. */
  end(close: Close): void
  /** A streamer has offered its media. */
  isPlaced(): boolean
  /** A picture was decoded. */
  isShowing(): boolean
}

/** What one attempt hears beyond Epic's own messages; made anew for each. */
export interface VendorSession {
  /** `true` where the message is not for the library. */
  take(message: SignallingMessage): boolean
  /** What brings this viewer back to the same place; told with it. */
  readonly place?: { readonly resumeToken?: string; readonly resumeWindowMs?: number }
  /** The first picture was decoded. */
  flows?(): void
  activity?(): void
  close?(): void
}

/** A vendor's own words on top of Epic's protocol. */
export interface VendorProtocol {
  readonly kind: string
  readonly defaults?: NonNullable<StreamSource['defaults']>
  /** The address of this attempt; `resumeToken`: of the session before. */
  address?(url: string, resumeToken: string | undefined): string
  readClose?(code: number, reason: unknown): Close
  session?(host: VendorHost): VendorSession
}
