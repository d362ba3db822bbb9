import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { muxPayload, muxSecret, muxSignature, type PayloadParts } from '../webhooks/mux.fixture.ts'
import { EventReader } from './http/event-reader.fixture.ts'

const program = fileURLToPath(new URL('./hub-program.fixture.ts', import.meta.url))

/** A hub in a separate process. */
export class HubProcess {
  readonly url: string
  readonly #process: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#process = child
    this.url = `http://127.0.0.1:${port}`
  }

  static async start(library: string, redis: string): Promise<HubProcess> {
    const child = fork(program, [library, redis, muxSecret], {
      execArgv: ['--import', 'tsx', '--conditions=standby-source'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let errors = ''
    child.stderr?.on('data', (text: Buffer) => (errors += text.toString()))
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', resolve)
      child.once('exit', () => reject(new Error(`The hub ended:\n${errors}`)))
    })
    return new HubProcess(child, port)
  }

  /** Delivers a webhook. Returns the HTTP status and the text of the answer. */
  async post(event: string, parts: PayloadParts = {}): Promise<[number, string]> {
    const body = JSON.stringify(muxPayload(event, parts))
    const seconds = Math.floor(Date.now() / 1000)
    const headers = { 'mux-signature': `t=${seconds},v1=${muxSignature(body, seconds)}` }
    const answer = await fetch(`${this.url}/webhook`, { method: 'POST', headers, body })
    return [answer.status, await answer.text()]
  }

  /** Connects a viewer. */
  async listen(lastEventId?: string): Promise<EventReader> {
    const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
    const response = await fetch(`${this.url}/stream-1`, { headers })
    if (response.status !== 200) throw new Error(`The hub answered ${response.status}.`)
    return new EventReader(response.body)
  }

  /** Kills the process like a power failure. Resolves once it is gone. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const gone = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGKILL')
    await gone
  }
}
