import { StageError } from '../control/stage-error.ts'
import { readPixelStreamOptions, type PixelStreamOptions } from './pixel-stream-options.ts'
import { startPixelStream, type StagePixelStream } from './pixel-stream.ts'

/** The pixel streams of a stage, max 16. */
export interface PixelStreams {
  /** Rejects on bad options, or when a process does not start. */
  createPixelStream(options?: PixelStreamOptions): Promise<StagePixelStream>
  pixelStream(id: string): StagePixelStream | undefined
  pixelStreams(): readonly StagePixelStream[]
  close(): Promise<void>
}

/** Each runs several processes; more than this is probably a loop that does not close them. */
const maxPixelStreams = 16

export function createPixelStreams(freshId: () => string): PixelStreams {
  const streams = new Map<string, StagePixelStream>()
  const starting = new Map<string, Promise<StagePixelStream>>()
  let closed = false

  return {
    async createPixelStream(wanted = {}) {
      const options = readPixelStreamOptions(wanted, freshId)
      const { id } = options
      if (streams.has(id) || starting.has(id))
        throw new StageError(409, `There is a pixel stream "${id}" already.`)
      if (streams.size + starting.size >= maxPixelStreams)
        throw new StageError(429, `The stage holds ${maxPixelStreams} pixel streams; close one.`)
      const started = startPixelStream(options, { onClose: () => streams.delete(id) })
      starting.set(id, started)
      try {
        const stream = await started
        streams.set(id, stream)
        if (closed) await stream.close()
        return stream
      } finally {
        starting.delete(id)
      }
    },
    pixelStream: (id) => streams.get(id),
    pixelStreams: () => [...streams.values()],
    async close() {
      closed = true
      await Promise.allSettled(starting.values())
      await Promise.all([...streams.values()].map((stream) => stream.close()))
    },
  }
}
