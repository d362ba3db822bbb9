import {
  createTestLink,
  manualEnvironment,
  type ManualEnvironment,
  scriptedSource,
  type SourceScript,
  type TestLink,
  type TestLinkOptions,
} from '@standby/core/testing'
import type { Assignment, Refreshable, SourceConnection } from '@standby/core/source'
import { type FakeSockets, fakeSockets, settled } from '../channel/fake-socket.fixture.ts'
import { connectionModule, gateway } from '../gateway.ts'
import type { GatewayOptions } from '../options.ts'

// Sources connect at once, as after the first start in a page.
await connectionModule.load()

export interface Connected {
  readonly environment: ManualEnvironment
  readonly sockets: FakeSockets
  readonly link: TestLink
  readonly connection: SourceConnection
  /** The script of all nested media: one for every worker. */
  readonly media: SourceScript
  /** The assignments that media was created for, oldest first. */
  readonly assignments: readonly Assignment[]
  /** Ends the connection as the session does. */
  end(code?: number, reason?: string): void
}

/** One connection of a gateway source over fake sockets. Its first socket exists. */
export async function connect({
  url = 'wss://play.example.com/session',
  link: linkOptions = {},
  ...options
}: Partial<GatewayOptions> & { url?: Refreshable<string>; link?: TestLinkOptions } = {}): Promise<Connected> {
  const environment = manualEnvironment()
  const sockets = fakeSockets()
  const { source, script } = scriptedSource()
  const assignments: Assignment[] = []
  const link = createTestLink({ environment, ...linkOptions })
  const connection = gateway(url, {
    app: 'showroom',
    ticket: 'ticket-secret',
    media: {
      scripted: (assignment) => {
        assignments.push(assignment)
        return source
      },
    },
    WebSocket: sockets.WebSocket,
    ...options,
  }).connect(link)
  await settled()
  return {
    environment,
    sockets,
    link,
    connection,
    media: script,
    assignments,
    end(code = 1000, reason = 'left') {
      connection.close(code, reason)
      link.abort()
    },
  }
}
