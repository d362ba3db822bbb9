import type { ApplicationState, PixelStreamState } from '@standby/stage'

/** The workers with their holders and the counts of an interactive far end, for any protocol. */
export interface PoolState {
  readonly workers: readonly {
    readonly name: string
    readonly state: string
    /** The viewer who has it, in words; `null` when it is free. */
    readonly holder: string | null
    /** Process id. */
    readonly pid: number | null
  }[]
  /** Number of simulated viewers, which have no browser. */
  readonly simulated: number
  readonly queue: number
  readonly sessions: number
  readonly sockets: number
  readonly peerConnections: number
}

export function poolOfApplication({ workers, viewers, ...counts }: ApplicationState): PoolState {
  return {
    workers: workers.map(({ id, state, viewer, pid }) => {
      const holder = viewers.find((one) => one.id === viewer)
      return {
        name: id.replace('worker-', ''),
        state,
        holder: holder ? nameOf(holder.simulated, holder.present) : null,
        pid,
      }
    }),
    simulated: crowdOf(viewers),
    ...countsOf(counts),
  }
}

export function poolOfPixelStream({ workers, viewers, ...counts }: PixelStreamState): PoolState {
  return {
    workers: workers.map(({ streamer, state, pid, players }) => ({
      name: streamer ?? '',
      state,
      holder: players.length > 1 ? `${players.length} players` : (holderOf(viewers, players[0]) ?? null),
      pid,
    })),
    simulated: crowdOf(viewers),
    ...countsOf(counts),
  }
}

function holderOf(viewers: PixelStreamState['viewers'], player: string | undefined): string | undefined {
  if (player === undefined) return undefined
  const viewer = viewers.find(({ id }) => id === player)
  // Media may outlive its signalling connection.
  return viewer ? nameOf(viewer.simulated, true) : nameOf(false, false)
}

const nameOf = (simulated: boolean, present: boolean): string =>
  simulated ? 'simulated' : present ? 'this one' : 'this one, away'

type Counts = Pick<PoolState, 'queue' | 'sessions' | 'sockets' | 'peerConnections'>

const countsOf = ({ queue, sessions, sockets, peerConnections }: Counts): Counts => ({
  queue,
  sessions,
  sockets,
  peerConnections,
})

const crowdOf = (viewers: readonly { readonly simulated: boolean }[]): number =>
  viewers.filter(({ simulated }) => simulated).length
