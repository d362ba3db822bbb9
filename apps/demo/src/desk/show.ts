import type { Session } from '@standby/core'
import type { ApplicationOptions, StreamOptions } from '@standby/stage'
import type { ApplicationPlayerOptions, StreamPlayerOptions } from '../player/player-options.ts'
import { playApplication } from '../player/play-application.ts'
import { playStream } from '../player/play-stream.ts'
import { createApplication, type ApplicationClient } from '../stage/application-client.ts'
import { createStream, type StreamClient } from '../stage/stream-client.ts'

/** What a viewer watches, a stream or an application of the stage, and the session that plays it. */
export type Show = StreamShow | ApplicationShow

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
  const { faultBefore, faultParams, viewersBefore = 0, stayMs, workersBefore = 0 } = player
  if (faultBefore) await client.inject(faultBefore, faultParams)
  if (workersBefore > 0) await workersRun(client, workersBefore)
  if (viewersBefore > 0) await client.addViewers(viewersBefore, stayMs)
  return { kind: 'application', client, session: playApplication(client, player) }
}

/** Every worker is a process, and takes a second or more to start. */
function workersRun(client: ApplicationClient, count: number): Promise<void> {
  const free = new Set<string>()
  return new Promise((resolve) => {
    const stop = client.watch((event) => {
      if (event.type === 'worker' && event.state === 'free') free.add(event.worker)
      if (free.size < count) return
      resolve()
      // Called within `watch` itself where they run already.
      queueMicrotask(() => stop())
    })
  })
}
