import { startChildProgram } from '../../process/child-program.ts'
import type {
  SignallingAction,
  SignallingCommand,
  SignallingNews,
  SignallingOptions,
} from './signalling-process-messages.ts'

/** A signalling server in its own process. */
export interface SignallingProcess {
  readonly pid: number
  readonly port: number
  /** Resolves with the affected viewers; with none when the process ends first. */
  run(action: SignallingAction): Promise<readonly string[]>
  kill(): Promise<unknown>
  /** Resolves with a description of the exit. */
  readonly gone: Promise<string>
}

/** Resolves once the server listens. */
export async function startSignallingProcess(
  options: SignallingOptions,
  onNews: (news: SignallingNews) => void,
  signal: AbortSignal,
): Promise<SignallingProcess> {
  const asked = new Map<number, (viewers: readonly string[]) => void>()
  let [count, over] = [0, false]
  const child = await startChildProgram<SignallingCommand, SignallingNews>({
    name: 'a signalling server',
    until: 'it listened',
    entry: new URL('./signalling-main.ts', import.meta.url),
    options,
    signal,
    onNews(news) {
      onNews(news)
      if (news.type !== 'done') return
      asked.get(news.id)?.(news.viewers)
      asked.delete(news.id)
    },
  })
  void child.gone.then(() => {
    over = true
    for (const resolve of asked.values()) resolve([])
  })
  return {
    pid: child.pid,
    port: child.ready.port,
    run: (action) =>
      new Promise((resolve) => {
        if (over) return resolve([])
        const id = ++count
        asked.set(id, resolve)
        child.send({ id, action })
      }),
    kill: child.kill,
    gone: child.gone,
  }
}
