import { type Assignment, developerError, type Refreshable, type StreamSource } from '@standby/core/source'
import { bounds } from './protocol/bounds.ts'
import { mediaKindPattern } from './protocol/media-kind.ts'
import type { WebSocketClass } from './channel/web-socket.ts'

/** Creates the source that plays the assigned media. */
export type MediaFactory = (assignment: Assignment) => StreamSource

export interface GatewayOptions {
  /** The application, by the gateway's name for it: 1 to 128 characters. */
  readonly app: string
  /**
   * Identifies the viewer. Opaque to the kit, max 4096 characters. A function is called before each attempt, and once
   * more if the gateway refuses the ticket. Sent in the `request` message, never in the URL, never stored or logged.
   */
  readonly ticket?: Refreshable<string>
  /**
   * The media that this page can play, by kind, best first: `{ whep: (a) => whep({ url: a.url, token: a.token }) }`.
   * One to eight kinds.
   */
  readonly media: Readonly<Record<string, MediaFactory>>
  /**
   * Sources whose code is loaded as soon as the viewer is in the queue, so that the media begins sooner. Nothing is opened,
   * so any address will do: `[whep({ url: '' })]`. Default: none, and the code is loaded when a worker is assigned.
   */
  readonly preload?: readonly StreamSource[]
  /**
   * Where `session.send` sends to. `gateway` (default): to the gateway, also while the viewer waits. `media`: to the
   * nested source, such as WHEP's data channel. Messages are dropped while there is no nested source. Messages from
   * both are received.
   */
  readonly messages?: 'gateway' | 'media'
  /**
   * Distinguishes sessions. Default: the URL without its query, and `app`. Required if `url` is a function and the page
   * has several sessions.
   */
  readonly id?: string
  /** Replaces the browser's WebSocket: the `ws` package in Node, or a fake in tests. */
  readonly WebSocket?: WebSocketClass
}

const why = 'Without it the gateway cannot be asked for a place.'

/** Throws an error that says what the developer has to change. */
export function checkOptions(url: unknown, { app, media }: GatewayOptions): void {
  if (typeof url !== 'function' && (typeof url !== 'string' || url.trim() === ''))
    throw developerError(
      'gateway() was called without a URL.',
      why,
      "Pass the gateway's address, or a function that returns it: gateway('wss://play.example.com', …).",
    )
  if (typeof app !== 'string' || app === '' || app.length > bounds.id)
    throw developerError(
      `gateway() was called with an \`app\` that is not a name of 1 to ${bounds.id} characters.`,
      why,
      "Pass the application's name as the gateway knows it: { app: 'showroom' }.",
    )
  const kinds = Object.entries(media ?? {})
  if (kinds.length === 0 || kinds.length > bounds.mediaKinds)
    throw developerError(
      `gateway() was called with ${kinds.length} kinds of \`media\`.`,
      `The gateway assigns one of them, and accepts 1 to ${bounds.mediaKinds}.`,
      'Pass what the page can play: { media: { whep: (a) => whep({ url: a.url, token: a.token }) } }.',
    )
  for (const [kind, make] of kinds)
    if (!mediaKindPattern.test(kind) || typeof make !== 'function')
      throw developerError(
        `gateway() was called with \`media\` of kind ${JSON.stringify(kind.slice(0, 40))}.`,
        'A kind has max 32 lower-case letters, digits and hyphens. Its value is a function that creates a source.',
        'Write it like { whep: (a) => whep({ url: a.url, token: a.token }) }.',
      )
}
