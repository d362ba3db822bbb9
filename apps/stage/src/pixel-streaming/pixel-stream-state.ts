import type { PixelStreamingFaultName } from './pixel-streaming-faults.ts'
import type { SignallingState } from './signalling/signalling-process-messages.ts'

export interface PixelStreamState extends Omit<SignallingState, 'streamers' | 'viewers'> {
  readonly server: {
    readonly state: 'starting' | 'running' | 'down'
    /** Process id; null without a process. */
    readonly pid: number | null
  }
  readonly workers: readonly {
    /** Id at the signalling server; null while not registered. */
    readonly streamer: string | null
    readonly state: 'starting' | 'running' | 'frozen' | 'down'
    /** Process id; null without a process. */
    readonly pid: number | null
    readonly players: readonly string[]
  }[]
  readonly viewers: readonly (SignallingState['viewers'][number] & {
    /** Whether a streamer holds a peer connection for it. */
    readonly media: boolean
  })[]
  /** Peer connections that streamers hold open, including those of viewers without signalling. */
  readonly peerConnections: number
  readonly activeFaults: readonly PixelStreamingFaultName[]
}
