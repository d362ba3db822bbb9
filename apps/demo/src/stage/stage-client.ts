import { eventFeed } from './event-feed.ts'
import type { FaultName } from '@standby/stage/faults'
import type {
  FaultResult,
  ResolvedStreamOptions,
  StreamEvent,
  StreamOptions,
  StreamRequest,
  StreamState,
} from '@standby/stage'

/** A stream as the stage describes it. */
export interface StreamInfo {
  readonly id: string
  /** The entry playlist. */
  readonly url: string
  readonly options: ResolvedStreamOptions
  readonly state: StreamState
}

/** One stream of the stage, over HTTP. Every method rejects with the stage's own sentence when it is refused. */
export interface StreamClient extends StreamInfo {
  /** Resolves when the fault holds; `at` is when it was asked for, epoch ms. */
  inject(fault: FaultName, params?: Record<string, unknown>): Promise<FaultResult & { readonly at: number }>
  lift(fault: FaultName): Promise<{ readonly at: number }>
  /** A newly signed URL of the entry playlist. */
  sign(): Promise<string>
  requests(): Promise<readonly StreamRequest[]>
  /** Tells everything that has happened and happens. Returns the function that stops. */
  watch(listener: (event: StreamEvent) => void): () => void
  close(): Promise<void>
}

/** Asks the stage for a new stream; resolves once it can be watched. */
export async function createStream(stage: string, options: StreamOptions): Promise<StreamClient> {
  return streamClient(stage, await ask<StreamInfo>('POST', `${stage}/streams`, options))
}

/** Whether a stage answers. */
export async function stageAnswers(stage: string): Promise<boolean> {
  return ask('GET', `${stage}/health`).then(
    () => true,
    () => false,
  )
}

function streamClient(stage: string, info: StreamInfo): StreamClient {
  const base = `${stage}/streams/${info.id}`
  const fault = (name: FaultName) => `${base}/faults/${name}`
  const feed = eventFeed(`${base}/events`)
  // What comes of a request happens at the earliest when it is sent.
  const timed = async <Answer>(answer: Promise<Answer>) => {
    const at = Date.now()
    return { ...(await answer), at }
  }
  return {
    ...info,
    inject: (name, params = {}) => timed(ask<FaultResult>('POST', fault(name), params)),
    lift: (name) => timed(ask<object>('DELETE', fault(name))),
    sign: async () => (await ask<{ url: string }>('POST', `${base}/token`)).url,
    requests: async () => (await ask<{ requests: StreamRequest[] }>('GET', `${base}/requests`)).requests,
    watch: feed.watch,
    async close() {
      feed.close()
      // `keepalive` lets it go out while the page is being left.
      await fetch(base, { method: 'DELETE', keepalive: true })
    },
  }
}

async function ask<Answer>(method: string, url: string, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const answer = (await response.json()) as Answer & { error?: string }
  if (!response.ok) throw new Error(answer.error ?? `The stage answered ${response.status}.`)
  return answer
}
