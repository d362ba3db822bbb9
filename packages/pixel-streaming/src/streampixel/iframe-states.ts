/** A state that the frame posts. `docs.streampixel.io` lists the values. */
export type FrameState =
  | {
      readonly is:
        | 'authenticating'
        | 'connecting'
        | 'finalising'
        | 'loadingComplete'
        | 'reconnecting'
        | 'disconnected'
        | 'restricted'
        | 'afkWarning'
        | 'afkAbort'
    }
  | { readonly is: 'queued'; readonly position: number }

const known = new Set([
  'authenticating',
  'connecting',
  'finalising',
  'loadingComplete',
  'reconnecting',
  'disconnected',
  'restricted',
  'afkWarning',
  'afkAbort',
])

/** Reads a message of the frame. `undefined`: a message of another kind, for the page. `null`: an unknown state. */
export function readFrameState(data: unknown): FrameState | null | undefined {
  const { type, value } = Object(data) as { type?: unknown; value?: unknown }
  if (type !== 'stream-state') return undefined
  if (typeof value != 'string') return null
  const [, position] = /^queue-(\d{1,6})$/.exec(value) ?? []
  if (position !== undefined) return { is: 'queued', position: Math.max(1, Number(position)) }
  return known.has(value) ? ({ is: value } as FrameState) : null
}
