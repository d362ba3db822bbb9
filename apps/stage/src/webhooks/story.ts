import type { StreamEvent } from '../hls/events.ts'
import type { StageStream } from '../hls/stage-stream.ts'

export type StepName = 'connected' | 'playing' | 'disconnected' | 'off-air'

/** A change that a platform notices. */
export interface Step {
  readonly name: StepName
  /** Epoch ms. */
  readonly at: number
  /** Number of the broadcast, from 1; each broadcast has its own recording. */
  readonly broadcast: number
  /** Id of the stage's stream that plays it. */
  readonly playsAt: string
  /** Whether the encoder returned within the reconnect window. */
  readonly again: boolean
}

/** What a story needs of a stream. */
export type WatchedStream = Pick<StageStream, 'id' | 'on' | 'events'>

/**
 * Tells what a stream's encoder does, as a platform sees it, past events first. Follows a broadcast that moves to a new
 * asset: to a platform it is the same live stream. Returns a function that stops it.
 */
export function tellStory(
  stream: WatchedStream,
  find: (id: string) => WatchedStream | undefined,
  tell: (step: Step) => void,
): () => void {
  let broadcast = 0
  let on: 'off' | 'connected' | 'playing' | 'away' = 'off'
  let run = 0
  let again = false
  let playsAt = stream.id
  let watching = stream
  let leave = (): void => undefined

  const say = (name: StepName, at: number): void => tell({ name, at, broadcast, playsAt, again })

  const hear = (event: StreamEvent): void => {
    switch (event.type) {
      case 'encoder-started':
        again = on === 'away'
        if (!again) broadcast++
        run = event.run
        on = 'connected'
        return say('connected', event.at)
      case 'segment-listed':
        if (on !== 'connected' || event.run !== run) return
        on = 'playing'
        return say('playing', event.at)
      case 'encoder-stopped':
        if (on === 'off' || on === 'away') return
        on = 'away'
        return say('disconnected', event.at)
      case 'ended':
      case 'removed':
        if (on === 'off') return
        on = 'off'
        return say('off-air', event.at)
      case 'new-asset':
        return follow(event.id)
    }
  }
  const listenTo = (watched: WatchedStream): void => {
    leave()
    leave = () => undefined
    watching = watched
    playsAt = watched.id
    for (const event of watched.events()) hear(event)
    // Past events may already have led to another stream.
    if (watching === watched) leave = watched.on(hear)
  }
  const follow = (id: string): void => {
    const next = find(id)
    if (next) listenTo(next)
  }
  listenTo(stream)
  return () => leave()
}
