import {
  BaseConnection,
  type ClosedEvent,
  explainClose,
  isLoss,
  isSendable,
  mediaLosses,
  type SourceCommand,
  type SourceLink,
  type Timer,
} from '@standby/core/source'
import { readClose } from '../signalling/close-reading.ts'
import { EpicMedia } from '../connection/media.ts'
import { codeOfWords } from './codes.ts'
import { explanations } from './explanations.ts'
import {
  readCountdown,
  readPlace,
  readReconnect,
  readSdk,
  type SdkApplication,
  type StreampixelSdk,
} from './sdk.ts'
import type { StreampixelOptions } from './options.ts'
import {
  explainWithinMs,
  sameCountdownMs,
  streampixelReconnectWindowMs as reconnectWindowMs,
} from '../limits.ts'

/** The session handles input, the SDK handles connecting. */
const owned = {
  AutoConnect: true,
  mouseInput: false,
  keyBoardInput: false,
  touchInput: false,
  gamepadInput: false,
  xrInput: false,
}

/** The ids of elements that the SDK expects in the page. */
const expectedIds = ['root', 'infoOverlay']

const initialised = new WeakSet<StreampixelSdk>()

/** The only connection of the SDK in a page. The SDK reconnects by itself. */
export class SdkConnection extends BaseConnection {
  readonly #options: StreampixelOptions
  readonly #elements: HTMLElement[] = []
  #app: SdkApplication | null = null
  #media: EpicMedia | null = null
  #timer: Timer | null = null
  #dismissAfk: (() => void) | null = null
  #afkAt: number | null = null
  /** Since when the connection is lost, local epoch, ms. */
  #lostAt: number | null = null
  #signallingLost = false

  constructor(link: SourceLink, options: StreampixelOptions) {
    super(link)
    this.#options = options
    void this.#begin()
  }

  command(command: SourceCommand): void {
    if (command.type === 'input') this.#media?.input(command.event)
    else if (command.type === 'message') this.#media?.message(command.data)
    else if (command.type === 'activity') guarded(() => this.#dismissAfk?.())
  }

  protected override onClose(code: number, reason?: string): void {
    this.environment.clearTimeout(this.#timer)
    this.#media?.close()
    if (this.#app) dispose(this.#app, code, reason)
    for (const element of this.#elements) element.remove()
  }

  async #begin(): Promise<void> {
    // A connection that is closed in the same task must not use up the only one of the page.
    await Promise.resolve()
    if (this.closed) return
    const { sdk, appId, settings } = this.#options
    if (initialised.has(sdk)) return this.end({ code: 1011, reason: 'already-initialised' })
    initialised.add(sdk)
    this.#placeElements()
    let result: unknown
    try {
      result = await sdk({ ...settings, ...owned, appId })
    } catch {
      return this.end({ code: 1011, cause: 'source-error' })
    }
    const app = readSdk(result)
    if (typeof app != 'string') {
      if (this.closed) return dispose(app, 1000)
      this.#app = app
      return this.#follow(app)
    }
    if (app === 'refused') this.end({ code: 4002, cause: 'not-found', reason: app })
    else if (app === 'unsupported') this.end({ code: 1003, cause: 'unsupported', reason: 'sdk-unsupported' })
    else this.end({ code: 1011, reason: app })
  }

  #placeElements(): void {
    const page = this.environment.document
    for (const id of expectedIds) {
      if (!page || page.getElementById(id)) continue
      const element = page.createElement('div')
      element.id = id
      element.hidden = true
      page.body.append(element)
      this.#elements.push(element)
    }
  }

  #follow(app: SdkApplication): void {
    const { player } = app
    // The SDK's element is removed from the page: the session handles overlays, audio and video.
    app.element?.remove()
    const on = (type: string, listener: (data: unknown) => void): void =>
      player.addEventListener(type, ({ data }: { data?: unknown }) => {
        if (!this.closed) listener(data)
      })
    app.onQueue?.((place) => this.#queued(place))
    app.onReconnect?.((state) => this.#reconnect(state))
    on('afkWarningActivate', (data) => {
      const { dismissAfk } = Object(data) as { dismissAfk?: () => void }
      this.#dismissAfk = typeof dismissAfk == 'function' ? dismissAfk : null
      this.#countDown(data)
    })
    on('afkWarningUpdate', (data) => this.#countDown(data))
    on('afkWarningDeactivate', () => this.#stopCountdown())
    on('afkTimedOut', () => this.end({ code: 4004, reason: 'afk' }))
    on('webRtcSdp', () => this.#negotiated())
    player.signallingProtocol.transport.addListener('close', ({ code, reason }: CloseEvent) =>
      this.#socketClosed(code, reason),
    )
    if (player.webRtcController.peerConnectionController?.peerConnection?.remoteDescription)
      this.#negotiated()
  }

  #queued(place: unknown): void {
    if (this.closed || this.#media) return
    const { message } = Object(place) as { message?: unknown }
    const code = codeOfWords(message)
    if (code !== null) return this.end({ code })
    const position = readPlace(place)
    if (position !== null) this.emit({ type: 'queued', position })
  }

  // Media

  /** A streamer sent its offer: the first one, or one after the SDK reconnected. */
  #negotiated(): void {
    const former = this.#media
    const again = former !== null
    if (again) this.hold()
    former?.close()
    // The library creates another peer connection, and does not close this one.
    former?.peer?.close()
    if (!again) {
      this.emit({ type: 'assigned' })
      this.emit({ type: 'progress', step: 'transport' })
    }
    if (this.closed || !this.#app) return
    const { environment } = this.link
    const media: EpicMedia = new EpicMedia(
      this.#app.player,
      {
        environment,
        emit: (event) => this.emit(event),
        sample: (sample) => this.link.sample('stats', sample),
        // Only for later media: the first frame of the first media may come after its signalling was lost.
        flows: () => again && this.#returned(),
        lost: (how) => this.#mediaLost(how),
      },
      {
        touchIsMouse: this.#options.settings?.['fakeMouseWithTouches'] === true,
        shared: true,
        former: former?.channel ?? null,
      },
    )
    this.#media = media
    this.show(media.mediaSink)
    this.#silence()
  }

  /** The SDK waits for its own element to play, so it plays muted. */
  #silence(): void {
    for (const element of this.#app?.element?.querySelectorAll<HTMLMediaElement>('video, audio') ?? [])
      element.muted = true
  }

  #mediaLost(how: keyof typeof mediaLosses): void {
    // The SDK is already reconnecting.
    if (this.#signallingLost) return this.#lose()
    const { environment } = this.link
    // A close with the reason may follow, or the SDK notices the loss and reconnects.
    this.#timer = environment.setTimeout(
      () => this.#lostAt === null && this.end(mediaLosses[how]),
      how === 'hung-up' ? explainWithinMs : 0,
    )
  }

  #returned(): void {
    this.#silence()
    if (this.#signallingLost) this.emit({ type: 'signalling', state: 'back' })
    this.#signallingLost = false
    if (this.#lostAt !== null) this.emit({ type: 'returned', exact: true })
    this.#lostAt = null
  }

  // Loss and return

  #socketClosed(code: number, reason: unknown): void {
    if (this.closed) return
    const words = codeOfWords(reason)
    const close = readClose(code < 4000 && words !== null ? words : code, reason)
    const comesBack = (code === 1005 || code === 1006) && words === null && this.#app?.onReconnect
    if (!comesBack) return this.end(close)
    if (this.#media?.isLive && isLoss(close)) {
      this.#signallingLost = true
      return this.emit({ type: 'signalling', state: 'lost', code })
    }
    this.#lose()
  }

  #lose(): void {
    if (this.#lostAt !== null) return
    const since = this.environment.now()
    this.#lostAt = since
    this.emit({ type: 'lost', since, deadline: since + reconnectWindowMs, exact: true, onDeadline: 'retry' })
  }

  #reconnect(given: unknown): void {
    if (this.closed) return
    const { status, code, reason } = readReconnect(given)
    if (status === 'failed') this.end(readClose(code ?? 4007, reason))
    else if (status === 'disconnected' && code !== null && !isLoss({ code }))
      this.end(readClose(code, reason))
    else if (status === 'reconnecting' && this.#media && !this.#media.isLive) this.#lose()
  }

  // AFK

  #countDown(data: unknown): void {
    const remainingMs = readCountdown(data)
    const endsAt = this.environment.now() + remainingMs
    if (this.#afkAt !== null && Math.abs(endsAt - this.#afkAt) < sameCountdownMs) return
    this.#afkAt = endsAt
    this.emit({ type: 'afk', remainingMs })
  }

  #stopCountdown(): void {
    this.#afkAt = this.#dismissAfk = null
    this.emit({ type: 'afk', remainingMs: null })
  }

  protected override explain(close: ClosedEvent): void {
    explainClose(close, explanations, { name: 'Streampixel' })
  }
}

/** Frees the SDK's application. Its own timers would reconnect and cannot be stopped, so they are made inert. */
function dispose({ player, element }: SdkApplication, code: number, reason?: string): void {
  const { signallingProtocol, webRtcController } = player
  const inert = { connectToSignallingServer: () => {}, doReconnect: () => {} }
  Object.assign(webRtcController, inert)
  Object.assign(signallingProtocol, { connect: () => false })
  guarded(() => signallingProtocol.disconnect(isSendable(code) ? code : 1000, reason))
  guarded(() => player.disconnect())
  clearInterval(webRtcController.statsTimerHandle)
  element?.remove()
}

function guarded(run: () => void): void {
  try {
    run()
  } catch {
    // Errors of the SDK are ignored here.
  }
}
