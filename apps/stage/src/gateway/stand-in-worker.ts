import type { PooledWorker, StartWorker } from './queue/pool.ts'

/** A worker without a process and without media: its URL refuses every connection. */
export const startStandInWorker: StartWorker = () => {
  let end: () => void = () => undefined
  const gone = new Promise<void>((resolve) => (end = resolve))
  const worker: PooledWorker = {
    pid: 0,
    // The port of the discard service: nothing listens there.
    url: 'http://127.0.0.1:9/whep',
    command: (command) => {
      if (command.type === 'crash') end()
    },
    async kill() {
      end()
      await gone
    },
    gone,
  }
  return Promise.resolve(worker)
}
