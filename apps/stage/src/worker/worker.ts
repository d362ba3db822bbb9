import { randomUUID } from 'node:crypto'
import { createChannel } from './channel.ts'
import type { WorkerCommand, WorkerNews, WorkerOptions, WorkerReport } from './messages.ts'
import type { Impairment } from './rtp/relay.ts'
import { startStudio } from './picture/studio.ts'
import { openViewer, type Viewer } from './viewer.ts'
import { serveWhep, type WhepSession } from './whep.ts'

export interface Worker {
  readonly url: string
  command(command: Exclude<WorkerCommand, { type: 'report' | 'crash' }>): void
  report(): WorkerReport
  close(): void
}

interface Admitted extends WhepSession {
  readonly token: string | null
  readonly viewer: Viewer
}

/**
 * A studio and a WHEP endpoint. Resolves once it has a picture for viewers. Run it in its own process (see
 * `worker-main.ts`): a native library holds its sockets.
 */
export async function startWorker(
  options: WorkerOptions & { readonly ffmpeg: string },
  tell: (news: WorkerNews) => void = () => undefined,
): Promise<Worker> {
  const { ffmpeg, number = 0, width = 640, height = 360, fps = 30, kbps = 1200, maxViewers = 8 } = options
  const tokens = options.tokens && new Set(options.tokens)
  const admitted = new Map<string, Admitted>()
  let [warming, mute, opening, opened, closed] = [true, false, 0, 0, false]
  let impairment: Impairment = {}
  const studio = await startStudio({
    ffmpeg,
    number,
    width,
    height,
    fps,
    kbps,
    watched: () => opening > 0 || admitted.size > 0,
  })

  const open = async (
    offer: Parameters<typeof openViewer>[0]['offer'],
    token: string | null,
  ): Promise<Admitted> => {
    const id = randomUUID()
    studio.expect()
    // The newest connection of a token replaces the older one: its viewer returned before the loss was noticed.
    if (token !== null) for (const other of admitted.values()) if (other.token === token) other.close()
    let viewer: Viewer | null = null
    const channel = createChannel(studio.scene, (frame) => {
      if (!mute) viewer?.sendFrame(JSON.stringify(frame))
    })
    opening++
    viewer = await openViewer({
      id,
      offer,
      ssrc: 1000 + 2 * opened++,
      impairment: () => impairment,
      onConnected() {
        if (viewer) studio.join(viewer)
        tell({ type: 'viewer', state: 'connected', viewer: id, token })
      },
      onGone() {
        if (viewer) studio.leave(viewer)
        if (admitted.delete(id)) tell({ type: 'viewer', state: 'gone', viewer: id, token })
      },
      onFrame(text) {
        if (!mute) channel(text)
      },
    }).finally(() => opening--)
    const session: Admitted = {
      id,
      token,
      viewer,
      iceUfrag: viewer.iceUfrag,
      answer: viewer.answer,
      addCandidate: viewer.addCandidate,
      close: viewer.close,
    }
    admitted.set(id, session)
    tell({ type: 'viewer', state: 'opened', viewer: id, token })
    // The token was revoked, or the worker closed, while the answer was made.
    if (closed || !allows(token)) {
      session.close()
      throw new Error('the place is gone')
    }
    return session
  }
  const allows = (token: string | null): boolean => !tokens || (token !== null && tokens.has(token))

  const whep = await serveWhep({
    ready: () => !warming,
    allows,
    full: (token) =>
      [...admitted.values()].filter((each) => token === null || each.token !== token).length >= maxViewers,
    open,
    session: (id, token) => {
      const found = admitted.get(id)
      return found?.token === token ? found : undefined
    },
  })
  await studio.ready
  warming = false
  tell({ type: 'ready', url: whep.url })

  const toAll = (frame: unknown): void => {
    for (const { viewer } of admitted.values()) viewer.sendFrame(JSON.stringify(frame))
  }
  return {
    url: whep.url,
    command(command) {
      switch (command.type) {
        case 'allow':
          return void tokens?.add(command.token)
        case 'revoke':
          tokens?.delete(command.token)
          for (const each of admitted.values()) if (each.token === command.token) each.close()
          return
        case 'freeze':
          return studio.freeze(command.on)
        case 'mute-channel':
          mute = command.on
          return
        case 'network':
          impairment = command.impairment
          return
        case 'drop':
          return admitted.get(command.viewer)?.close()
        case 'input':
          return studio.scene.input(command.event)
        case 'restart-encoder':
          return studio.restartEncoder()
        case 'message':
          return toAll({ type: 'message', data: command.data })
        case 'text-input':
          return toAll({ type: 'text-input', value: command.value, multiline: command.multiline })
      }
    },
    report: () => ({
      url: whep.url,
      encoderPid: studio.encoderPid,
      viewers: [...admitted.values()].map(({ viewer }) => viewer.counts()),
      scene: studio.scene.state(),
    }),
    close() {
      closed = true
      for (const each of admitted.values()) each.close()
      whep.close()
      studio.close()
    },
  }
}
