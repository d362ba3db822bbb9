import { StageError } from '../control/stage-error.ts'
import { readPixelStreamOptions, type PixelStreamOptions } from './pixel-stream-options.ts'
import { startPixelStream, type StagePixelStream } from './pixel-stream.ts'

/** Any number of pixel streams beside each other. */
export interface PixelStreams {
  /** Rejects on bad options, and when a process does not start. */
  createPixelStream(options?: PixelStreamOptions): Promise<StagePixelStream>
  pixelStream(id: string): StagePixelStream | undefined
  pixelStreams(): readonly StagePixelStream[]
  close(): Promise<void>
}

/** Each is a handful of processes; more than this is a loop that forgets to close them. */
const MOST_PIXEL_STREAMS = 16

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
      if (streams.size + starting.size >= MOST_PIXEL_STREAMS)
        throw new StageError(429, `The stage holds ${MOST_PIXEL_STREAMS} pixel streams; close one.`)
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
