import type { PixelStreamingFaultName } from './pixel-streaming-faults.ts'
import type { SignallingState } from './signalling/signalling-process-messages.ts'

export interface PixelStreamState extends Omit<SignallingState, 'streamers' | 'viewers'> {
  readonly server: {
    readonly state: 'starting' | 'running' | 'down'
    /** Process id; null while there is none. */
    readonly pid: number | null
  }
  readonly workers: readonly {
    /** By the signalling server; null while that does not know it. */
    readonly streamer: string | null
    readonly state: 'starting' | 'running' | 'frozen' | 'down'
    /** Process id; null while there is none, and without media. */
    readonly pid: number | null
    readonly players: readonly string[]
  }[]
  readonly viewers: readonly (SignallingState['viewers'][number] & {
    /** Whether a streamer holds a peer connection for it. */
    readonly media: boolean
  })[]
  /** That streamers hold open, those of viewers whose signalling has gone included. */
  readonly peerConnections: number
  readonly activeFaults: readonly PixelStreamingFaultName[]
}
