import type { Session } from '@standby/core'
import type { ApplicationOptions, PixelStreamOptions, StreamOptions } from '@standby/stage'
import type { ApplicationPlayerOptions, StreamPlayerOptions } from '../../player/player-options.ts'
import { playApplication } from '../../player/play-application.ts'
import { playPixelStream } from '../../player/play-pixel-stream.ts'
import { playStream } from '../../player/play-stream.ts'
import { createApplication, type ApplicationClient } from '../../stage/application-client.ts'
import type { InteractiveClient } from '../../stage/interactive-client.ts'
import { createPixelStream, type PixelStreamClient } from '../../stage/pixel-stream-client.ts'
import { createStream, type StreamClient } from '../../stage/stream-client.ts'

/** What runs on the stage, and the session that plays it. */
export type Show = StreamShow | InteractiveShow
/** An application over the gateway's protocol or Epic's. */
export type InteractiveShow = ApplicationShow | PixelStreamShow

export interface StreamShow {
  readonly kind: 'stream'
  readonly client: StreamClient
  readonly session: Session
}

export interface ApplicationShow {
  readonly kind: 'application'
  readonly client: ApplicationClient
  readonly session: Session
}

export interface PixelStreamShow {
  readonly kind: 'pixel-stream'
  readonly client: PixelStreamClient
  readonly session: Session
}

/** Sets up a stream and a session for it. Rejects when the stage refuses. */
export async function openStream(
  stage: string,
  options: StreamOptions,
  player: StreamPlayerOptions = {},
): Promise<StreamShow> {
  const client = await createStream(stage, options)
  if (player.faultBefore) await client.inject(player.faultBefore)
  return { kind: 'stream', client, session: playStream(client, player) }
}

/** Sets up an application and a session for it. Rejects when the stage refuses. */
export async function openApplication(
  stage: string,
  options: ApplicationOptions,
  player: ApplicationPlayerOptions = {},
): Promise<ApplicationShow> {
  const client = await createApplication(stage, options)
  await prepare(client, player)
  return { kind: 'application', client, session: playApplication(client, player) }
}

/** Sets up a pixel stream and a session for it. Rejects when the stage refuses. */
export async function openPixelStream(
  stage: string,
  options: PixelStreamOptions,
  player: ApplicationPlayerOptions = {},
): Promise<PixelStreamShow> {
  const client = await createPixelStream(stage, options)
  // The stage answers after the streamers have started.
  await prepare(client, { ...player, workersBefore: 0 })
  return { kind: 'pixel-stream', client, session: playPixelStream(client, player) }
}

async function prepare(
  client: InteractiveClient,
  { faultBefore, faultParams, viewersBefore = 0, stayMs, workersBefore = 0 }: ApplicationPlayerOptions,
): Promise<void> {
  if (faultBefore) await client.inject(faultBefore, faultParams)
  if (workersBefore > 0) await workersRun(client, workersBefore)
  if (viewersBefore > 0) await client.addViewers(viewersBefore, stayMs)
}

/** Resolves when `count` workers are free. A worker is a process that takes a second or more to start. */
function workersRun(client: InteractiveClient, count: number): Promise<void> {
  const free = new Set<string | number>()
  return new Promise((resolve) => {
    const stop = client.watch((event) => {
      if (event.type === 'worker' && event.state === 'free') free.add(event.worker)
      if (free.size < count) return
      resolve()
      // `watch` calls the listener before it returns when the workers run already: `stop` is not set then.
      queueMicrotask(() => stop())
    })
  })
}
