import * as v from 'valibot'
import { serverMessage, type ServerMessage, type ServerMessageOf } from '@standby/gateway/protocol'
import type { Application } from './application.ts'
import type { ApplicationOptions } from './application-options.ts'
import { readApplicationOptions } from './application-options.ts'
import type { Connection } from './connection.ts'
import { createManualClock, type ManualClock } from './manual-clock.fixture.ts'
import type { Place } from './queue/place.ts'
import type { StartWorker } from './queue/pool.ts'
import { createStageApplication, type StagedApplication } from './stage-application.ts'

/** A viewer on a connection without a socket. */
export interface TestViewer {
  readonly connection: Connection
  readonly place: Place | null
  readonly heard: readonly ServerMessage[]
  readonly closed: { code: number; reason: string; retryAfterMs?: number } | null
  /** Every position in the queue that it was told, in order. */
  positions(): number[]
  last<Type extends ServerMessage['type']>(type: Type): ServerMessageOf<Type> | undefined
  say(message: Parameters<Application['receive']>[1]): void
  /** Simulates a lost socket. */
  drop(): void
}

export interface TestApplication {
  readonly staged: StagedApplication
  readonly clock: ManualClock
  join(request?: { resumeToken?: string; ticket?: string; media?: string[] }): TestViewer
}

/** An application on a manual clock, without processes; its workers are running. */
export async function startTestApplication(
  options: ApplicationOptions = {},
  startWorker?: StartWorker,
): Promise<TestApplication> {
  const clock = createManualClock()
  const staged = createStageApplication(
    readApplicationOptions({ media: 'none', ...options }, () => 'app'),
    {
      gatewayUrl: 'ws://nowhere/session/app',
      clock,
      ...(startWorker ? { startWorker } : {}),
      sockets: () => 0,
      onClose: () => undefined,
    },
  )
  await clock.pass(0)
  const { application } = staged

  const join: TestApplication['join'] = ({ resumeToken, ticket, media = ['whep'] } = {}) => {
    const heard: ServerMessage[] = []
    let closed: TestViewer['closed'] = null
    const connection: Connection = {
      simulated: false,
      send: (message) => void heard.push(v.parse(serverMessage, message)),
      close(code, reason = '', retryAfterMs?: number) {
        closed ??= { code, reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
      },
      destroy() {
        closed ??= { code: 1006, reason: '' }
      },
      silence: () => undefined,
    }
    const place = application.admit(connection, {
      type: 'request',
      app: staged.id,
      media,
      ...(resumeToken === undefined ? {} : { resumeToken }),
      ...(ticket === undefined ? {} : { ticket }),
    })
    return {
      connection,
      place,
      heard,
      get closed() {
        return closed
      },
      positions: () => heard.flatMap((message) => (message.type === 'queued' ? [message.position] : [])),
      last: (type) => heard.findLast((message) => message.type === type) as never,
      say: (message) => place && application.receive(place, message),
      drop: () => place && application.lost(place, connection),
    }
  }
  return { staged, clock, join }
}
