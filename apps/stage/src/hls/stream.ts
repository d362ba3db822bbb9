import { Access } from './access.ts'
import { ActiveFaults } from './faults/active-faults.ts'
import { Broadcast, type ReturnOptions } from './broadcast.ts'
import { StreamEvents, type StreamEvent, type StreamListener, type StreamRequest } from './events.ts'
import { readFaultParams, type FaultParams } from './faults/fault-params.ts'
import { faultNames, faults, isFaultName, type FaultName } from './faults/faults.ts'
import { RequestLog } from './request-log.ts'
import { StageError } from '../control/stage-error.ts'
import type { FaultResult, StageStream, StreamState } from './stage-stream.ts'
import type { ResolvedStreamOptions } from './stream-options.ts'
import type { ListedSegment } from './timeline.ts'
import { readSenderOptions } from '../webhooks/read-options.ts'
import type { WebhookSender, WebhookSenderOptions } from '../webhooks/webhook.ts'
import { sendWebhooks } from '../webhooks/webhook-sender.ts'

export interface StreamDependencies {
  readonly ffmpeg: string
  readonly options: ResolvedStreamOptions
  /** URL of the entry playlist, without a token. */
  readonly url: string
  readonly statusUrl: string | null
  /** Creates the stream that a new asset moves to. */
  readonly createSibling: (options: ResolvedStreamOptions) => Promise<StageStream>
  /** Finds a stream of the same stage, such as the one that a new asset moved to. */
  readonly find: (id: string) => StageStream | undefined
  readonly onClose: (stream: Stream) => void
}

/** An encoder keeps real time when a segment is listed this soon after its end. */
const inStepMs = 1000
/** Max late segments to wait for, on a machine that cannot keep real time. */
const patienceSegments = 5

export class Stream implements StageStream {
  readonly id: string
  readonly url: string
  readonly statusUrl: string | null
  readonly options: ResolvedStreamOptions
  readonly broadcast: Broadcast
  readonly access: Access
  readonly faults = new ActiveFaults()
  readonly log = new RequestLog()
  /** Epoch ms of the last request. */
  usedAt = Date.now()
  private readonly reports = new StreamEvents()
  /** Answers that hang on purpose; each entry cuts one off. */
  private readonly hanging = new Set<() => void>()
  private queue: Promise<unknown> = Promise.resolve()
  private closing: Promise<void> | null = null
  private sender: WebhookSender | null = null

  constructor(private readonly dependencies: StreamDependencies) {
    const { options, ffmpeg, url, statusUrl } = dependencies
    this.statusUrl = statusUrl
    this.id = options.id
    this.options = options
    this.access = new Access(options.signed)
    this.url = options.signed ? `${url}?token=${this.access.issue()}` : url
    this.broadcast = new Broadcast({
      ffmpeg,
      stream: options,
      events: this.reports,
      describe: () => this.faults.describeSegment(),
    })
    if (options.live) this.broadcast.start({ warmMs: options.warmMs })
    else this.hold('not-live', readFaultParams('not-live', {}))
  }

  get state(): StreamState {
    const { broadcast } = this
    return {
      encoder: broadcast.encoding ? 'running' : 'stopped',
      encoderPid: broadcast.encoderPid,
      run: broadcast.run,
      ended: broadcast.timeline.ended,
      removed: broadcast.removed,
      sequence: broadcast.timeline.view().segments.findLast((segment) => segment.complete)?.sequence ?? null,
      activeFaults: this.faults.names(),
    }
  }

  on(listener: StreamListener): () => void {
    return this.reports.on(listener)
  }

  next: StreamEvents['next'] = (type, test) => this.reports.next(type, test)

  events(): readonly StreamEvent[] {
    return this.reports.past()
  }

  requests(): readonly StreamRequest[] {
    return this.log.last()
  }

  requestCounts(): Readonly<Record<StreamRequest['kind'], number>> {
    return { ...this.log.counts }
  }

  record(request: StreamRequest): void {
    this.usedAt = request.at
    this.log.add(request)
    this.reports.emit({ type: 'request', ...request })
  }

  get webhooks(): WebhookSender | null {
    return this.sender
  }

  sendWebhooks(options: WebhookSenderOptions): WebhookSender {
    const checked = readSenderOptions(options)
    this.sender?.close()
    this.sender = sendWebhooks(this, this.dependencies.find, checked)
    this.sender.on(({ type, ...delivery }) =>
      this.reports.emit({ ...delivery, type: 'webhook', event: type }),
    )
    return this.sender
  }

  newToken(): { token: string; url: string } {
    const token = this.access.issue()
    return { token, url: `${this.dependencies.url}?token=${token}` }
  }

  /** A listed segment by file name, including those in frozen playlists. */
  segment(name: string): ListedSegment | undefined {
    const frozen = this.faults.snapshots().flatMap((view) => view.segments)
    return this.broadcast.timeline.find(name) ?? frozen.find((segment) => segment.name === name)
  }

  ready(segments = 3): Promise<void> {
    let overdue = 0
    const enough = (): boolean => {
      const listed = this.broadcast.timeline.view().segments.filter((segment) => segment.complete)
      const newest = listed.at(-1)
      if (!newest || listed.length < segments) return false
      // A player that starts while the past is still being encoded would stay behind the live edge.
      const behindMs = Date.now() - (newest.startMs + newest.durationMs)
      return behindMs < inStepMs || ++overdue > patienceSegments
    }
    if (enough()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        off()
        act()
      }
      const off = this.on((event) => {
        if (event.type === 'segment-listed' && enough()) settle(resolve)
        else if (event.type === 'encoder-stopped' && event.reason === 'crashed') {
          settle(() =>
            reject(new StageError(500, `The encoder could not run: ${event.error ?? 'it gave no reason'}`)),
          )
        } else if (event.type === 'closed') {
          settle(() => reject(new StageError(409, `The stream ${this.id} was closed before it was ready.`)))
        }
      })
    })
  }

  /** Keeps an answer open until its fault is lifted; then calls `cut`. Returns a function that forgets the answer. */
  hang(cut: () => void): () => void {
    this.hanging.add(cut)
    return () => this.hanging.delete(cut)
  }

  inject(fault: FaultName, params?: Record<string, unknown>): Promise<FaultResult> {
    return this.inTurn(async () => {
      if (!isFaultName(fault)) throw unknownFault(fault)
      const checked = readFaultParams(fault, params)
      const result = await this.apply(fault, checked)
      return { fault, params: checked, ...result }
    })
  }

  lift(fault: FaultName): Promise<boolean> {
    return this.inTurn(() => this.end(fault))
  }

  close(): Promise<void> {
    this.closing ??= (async () => {
      this.faults.finishAll()
      this.cutHanging()
      await this.broadcast.stop()
      this.sender?.close()
      this.dependencies.onClose(this)
      this.reports.emit({ type: 'closed' })
    })()
    return this.closing
  }

  /** Runs faults one after another: a return right after a drop waits until the old process is gone. */
  private inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.queue.then(() => {
      if (this.closing) throw new StageError(409, `The stream ${this.id} is closed.`)
      return act()
    })
    this.queue = turn.catch(() => undefined)
    return turn
  }

  private async apply(
    fault: FaultName,
    params: FaultParams,
  ): Promise<{ id: string; url: string } | undefined> {
    switch (fault) {
      case 'encoder-drop':
        this.hold(fault, params)
        await this.broadcast.drop()
        return
      case 'encoder-return':
        if (this.broadcast.encoding) throw new StageError(409, 'The encoder is running; drop it first.')
        this.happened(fault, params)
        this.startAgain(returnOptions(params))
        return
      case 'sequence-restart':
        return this.restart(fault, params, {
          sequence: 'restart',
          names: params['names'] === 'same' ? 'same' : 'new',
        })
      case 'sequence-overlap':
        return this.restart(fault, params, { sequence: 'overlap', by: Number(params['by']), names: 'new' })
      case 'sequence-leap':
        return this.restart(fault, params, {
          sequence: 'leap',
          by: Number(params['by']),
          names: 'new',
          timestamps: params['timestamps'] === 'continue' ? 'continue' : 'restart',
        })
      case 'timestamp-reset':
        return this.restart(fault, params, { sequence: 'continue', discontinuity: false })
      case 'window-expiry':
        this.happened(fault, params)
        await this.broadcast.end()
        return
      case 'back-live':
        if (!this.broadcast.over) throw new StageError(409, 'The broadcast is not over; let it end first.')
        this.happened(fault, params)
        this.startAgain({})
        return
      case 'new-asset':
        return this.moveToNewAsset(params)
      case 'segment-404':
      case 'segment-corrupt':
      case 'segment-truncated':
      case 'segment-reset':
        this.faults.damageNext(Number(params['count']), {
          fault,
          ...(params['where'] === 'media' ? { where: 'media' } : {}),
        })
        this.happened(fault, params)
        return
      case 'signature-expired':
        this.access.expire()
        this.hold(fault, params)
        return
      default:
        this.hold(fault, params)
    }
  }

  private async end(fault: FaultName): Promise<boolean> {
    if (!this.faults.finish(fault)) return false
    this.reports.emit({ type: 'fault', fault, phase: 'lifted', params: {} })
    if (fault === 'playlist-hang') this.cutHanging()
    if (fault === 'signature-expired') this.access.restore()
    if (fault === 'encoder-drop' && !this.broadcast.encoding) this.broadcast.start()
    if (fault === 'not-live' && this.broadcast.run === 0) this.broadcast.start()
    return true
  }

  private async restart(fault: FaultName, params: FaultParams, options: ReturnOptions): Promise<undefined> {
    this.happened(fault, params)
    await this.broadcast.stop()
    this.startAgain(options)
  }

  private startAgain(options: ReturnOptions): void {
    if (this.faults.finish('encoder-drop')) {
      this.reports.emit({ type: 'fault', fault: 'encoder-drop', phase: 'lifted', params: {} })
    }
    this.broadcast.start(options)
  }

  private async moveToNewAsset(params: FaultParams): Promise<{ id: string; url: string }> {
    this.happened('new-asset', params)
    await this.broadcast.end()
    const { id, url } = await this.dependencies.createSibling({ ...this.options, live: true })
    this.reports.emit({ type: 'new-asset', id, url })
    return { id, url }
  }

  private hold(fault: FaultName, params: FaultParams): void {
    const snapshot = this.broadcast.timeline.view()
    this.faults.begin(fault, { params, snapshot }, () => void this.lift(fault).catch(() => undefined))
    this.happened(fault, params)
  }

  private happened(fault: FaultName, params: FaultParams): void {
    this.reports.emit({ type: 'fault', fault, phase: 'injected', params })
  }

  private cutHanging(): void {
    for (const cut of this.hanging) cut()
    this.hanging.clear()
  }
}

export function unknownFault(name: string): StageError {
  return new StageError(404, `There is no fault "${name}".`, { faults: faultNames })
}

function returnOptions(params: FaultParams): ReturnOptions {
  const { sequence, names, discontinuity, timestamps } = params
  return {
    ...(sequence === undefined ? {} : { sequence: sequence as NonNullable<ReturnOptions['sequence']> }),
    ...(names === undefined ? {} : { names: names as NonNullable<ReturnOptions['names']> }),
    ...(sequence === 'leap' ? { by: faults['sequence-leap'].params.by.default } : {}),
    discontinuity: discontinuity !== 'unmarked',
    timestamps: timestamps === 'continue' ? 'continue' : 'restart',
  }
}
