import type { Close, Environment, SourceEvent } from '@standby/core/source'
import type { SignallingMessage } from '../signalling/signalling-messages.ts'

/** What a vendor session may do during an attempt. */
export interface VendorHost {
  readonly environment: Environment
  emit(event: SourceEvent): void
  /** Sends a message to the server. */
  send(message: SignallingMessage): void
  /** The server ended the session by a message, before or instead of a close. */
  end(close: Close): void
  /** Whether a streamer has sent its offer. */
  isPlaced(): boolean
  /** Whether a frame was decoded. */
  isShowing(): boolean
}

/** Handles the vendor's own messages in one attempt. Each attempt creates a new one. */
export interface VendorSession {
  /** Handles a message. Returns `true` if the library must not get it. */
  take(message: SignallingMessage): boolean
  /** The resume token of this viewer's place. It is emitted with the place. */
  readonly place?: { readonly resumeToken?: string; readonly resumeWindowMs?: number }
  /** The first frame was decoded. */
  flows?(): void
  activity?(): void
  close?(): void
}

/** A vendor's additions to Epic's protocol. */
export interface VendorProtocol {
  /** The address of this attempt. `resumeToken`: that of the previous session. */
  address?(url: string, resumeToken: string | undefined): string
  readClose?(code: number, reason: unknown): Close
  session?(host: VendorHost): VendorSession
}
