import type { StreamEvent } from '../hls/events.ts'
import type { StageStream } from '../hls/stage-stream.ts'

export type StepName = 'connected' | 'playing' | 'disconnected' | 'off-air'

/** Something that a platform would have noticed. */
export interface Step {
  readonly name: StepName
  /** Epoch ms. */
  readonly at: number
  /** Counts the broadcasts of the stream, from 1: each has a recording of its own. */
  readonly broadcast: number
  /** The stage's stream that it plays at. */
  readonly playsAt: string
  /** The encoder is back within the reconnect window. */
  readonly again: boolean
}

type Watched = Pick<StageStream, 'id' | 'on' | 'events'>

/**
 * What a stream's encoder really does, as a platform sees it; what happened before is told first. A broadcast that goes
 * on as another asset is followed to its new stream: to a platform it is the same live stream. Returns the function that
 * ends it.
 */
export function tellStory(
  stream: Watched,
  find: (id: string) => Watched | undefined,
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
  const watch = (watched: Watched): void => {
    leave()
    leave = () => undefined
    watching = watched
    playsAt = watched.id
    for (const event of watched.events()) hear(event)
    // What is past may lead on to another stream.
    if (watching === watched) leave = watched.on(hear)
  }
  const follow = (id: string): void => {
    const next = find(id)
    if (next) watch(next)
  }
  watch(stream)
  return () => leave()
}
