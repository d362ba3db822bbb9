import { randomUUID } from 'node:crypto'
import { createChannel } from './channel.ts'
import type { WorkerCommand, WorkerNews, WorkerOptions, WorkerReport } from './messages.ts'
import type { Impairment } from './relay.ts'
import { createScene } from './scene.ts'
import { startTicker } from './ticker.ts'
import { encodeTone, TONE_PACKET_MS, TONE_PACKET_TICKS } from './tone.ts'
import { startVideoEncoder } from './video-encoder.ts'
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

/** Without viewers a picture now and then keeps the encoder warm and costs next to nothing. */
const IDLE_FRAMES_PER_SECOND = 2

/**
 * A scene, an encoder and a WHEP endpoint. Resolves once a viewer would see a picture. It is made for a process of
 * its own (see `worker-main.ts`): a native library holds its sockets.
 */
export async function startWorker(
  options: WorkerOptions & { readonly ffmpeg: string },
  tell: (news: WorkerNews) => void = () => undefined,
): Promise<Worker> {
  const { ffmpeg, number = 0, width = 640, height = 360, fps = 30, kbps = 1200, maxViewers = 8 } = options
  const tokens = options.tokens && new Set(options.tokens)
  const scene = createScene({ width, height, worker: number % 256 })
  const admitted = new Map<string, Admitted>()
  /** Connected, but they wait for the end of the picture that is being sent. */
  const joining = new Set<Viewer>()
  const watching = new Set<Viewer>()
  let [warming, frozen, mute, betweenPictures, opening, opened, closed] = [
    true,
    false,
    false,
    true,
    0,
    0,
    false,
  ]
  let impairment: Impairment = {}

  const letIn = (): void => {
    for (const viewer of joining) {
      watching.add(viewer)
      if (!frozen) for (const packet of encoder.sinceKeyframe()) viewer.sendVideo(packet)
    }
    joining.clear()
  }
  const encoder = await startVideoEncoder({
    ffmpeg,
    width,
    height,
    fps,
    kbps,
    onPacket(packet) {
      if (!frozen) for (const viewer of watching) viewer.sendVideo(packet)
      betweenPictures = packet.marker
      if (betweenPictures) letIn()
    },
  })
  // Whoever is about to come is painted for already.
  const isIdle = (): boolean => !warming && opening === 0 && admitted.size === 0
  let ticks = 0
  const stopPainting = startTicker(fps, () => {
    if (isIdle() && ++ticks % Math.max(1, Math.round(fps / IDLE_FRAMES_PER_SECOND)) !== 0) return
    encoder.encode(scene.paint(Date.now()))
  })

  let tone: readonly Buffer[] = []
  let played = 0
  const stopTone = startTicker(1000 / TONE_PACKET_MS, () => {
    const payload = tone[played % tone.length]
    const timestamp = (played++ * TONE_PACKET_TICKS) >>> 0
    if (frozen || !payload) return
    for (const viewer of watching) viewer.sendAudio({ marker: false, timestamp, payload })
  })

  const open = async (
    offer: Parameters<typeof openViewer>[0]['offer'],
    token: string | null,
  ): Promise<Admitted> => {
    const id = randomUUID()
    if (isIdle()) encoder.renew(scene.paint(Date.now()))
    // The newest connection of a token wins: its viewer has come back before the old one was missed.
    if (token !== null) for (const other of admitted.values()) if (other.token === token) other.close()
    const channel = createChannel(scene, (frame) => {
      if (!mute) viewer.sendFrame(JSON.stringify(frame))
    })
    opening++
    const viewer: Viewer = await openViewer({
      id,
      offer,
      ssrc: 1000 + 2 * opened++,
      impairment: () => impairment,
      onConnected() {
        joining.add(viewer)
        tell({ type: 'viewer', state: 'connected', viewer: id, token })
        if (betweenPictures) letIn()
      },
      onGone() {
        joining.delete(viewer)
        watching.delete(viewer)
        if (watching.size === 0) scene.releaseKeys()
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
    // The token was taken back, or the worker closed, while the answer was made.
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
  await encoder.ready
  warming = false
  // Afterwards, for the first picture must not wait for it.
  void encodeTone(ffmpeg, 220 + (number % 16) * 40).then((packets) => (tone = packets))
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
          frozen = command.on
          return
        case 'mute-channel':
          mute = command.on
          return
        case 'network':
          impairment = command.impairment
          return
        case 'drop':
          return admitted.get(command.viewer)?.close()
        case 'input':
          return scene.input(command.event)
        case 'restart-encoder':
          return encoder.restart()
        case 'message':
          return toAll({ type: 'message', data: command.data })
        case 'text-input':
          return toAll({ type: 'text-input', value: command.value, multiline: command.multiline })
      }
    },
    report: () => ({
      url: whep.url,
      encoderPid: encoder.pid ?? null,
      viewers: [...admitted.values()].map(({ viewer }) => viewer.counts()),
      scene: scene.state(),
    }),
    close() {
      closed = true
      stopPainting()
      stopTone()
      for (const each of admitted.values()) each.close()
      whep.close()
      encoder.close()
    },
  }
}
