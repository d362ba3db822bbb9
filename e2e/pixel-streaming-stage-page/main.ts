import type { PixelStreaming } from '@epicgames-ps/lib-pixelstreamingfrontend-ue5.7'
import { isMarked, readStrip } from '@standby/stage/worker-picture'

/** A page with only Epic's own player. */
export interface EpicPage {
  start(
    version: '5.5' | '5.7',
    url: string,
    settings?: Readonly<Record<string, boolean | number | string>>,
  ): Promise<void>
  stop(): void
  /** Resolves with the worker number from the strip of the first picture. */
  worker(): Promise<number>
  framesDecoded(): Promise<number>
  /** Sends a descriptor to the application and resolves with its response. */
  ask(descriptor: object): Promise<string>
  /** Resolves once a picture has a mark at x, y, in fractions of the picture. */
  marked(x: number, y: number): Promise<void>
  /** Resolves with the data of the first event of a type, once there is one. */
  happened(type: string): Promise<unknown>
  /** Every close of the signalling socket. */
  closes(): readonly { code: number; reason: string }[]
}

declare global {
  interface Window {
    epicPage: EpicPage
  }
}

const events = [
  'webRtcConnected',
  'dataChannelOpen',
  'videoInitialized',
  'initialSettings',
  'webRtcDisconnected',
  'subscribeFailed',
  'streamerListMessage',
  'playerCount',
] as const

type Library = typeof import('@epicgames-ps/lib-pixelstreamingfrontend-ue5.7')

const libraries = {
  // Both versions have the same API here, but TypeScript never matches classes with private fields.
  '5.5': async () => (await import('@epicgames-ps/lib-pixelstreamingfrontend-ue5.5')) as unknown as Library,
  '5.7': () => import('@epicgames-ps/lib-pixelstreamingfrontend-ue5.7'),
}

let player: PixelStreaming | null = null
const happenings: { type: string; data: unknown }[] = []
const closes: { code: number; reason: string }[] = []
const onHappening = new Set<() => void>()
const canvas = document.createElement('canvas')
canvas.width = 320
canvas.height = 180
const paint = canvas.getContext('2d', { willReadFrequently: true })!

const fromPictures = <T>(read: (image: ImageData) => T | null): Promise<T> =>
  new Promise((resolve) => {
    const video = document.querySelector('video')!
    const look = () => {
      // A busy browser may draw nothing. The picture before must not be read again.
      paint.clearRect(0, 0, canvas.width, canvas.height)
      paint.drawImage(video, 0, 0, canvas.width, canvas.height)
      const found = read(paint.getImageData(0, 0, canvas.width, canvas.height))
      if (found === null) video.requestVideoFrameCallback(look)
      else resolve(found)
    }
    video.requestVideoFrameCallback(look)
  })

const page: EpicPage = {
  async start(version, url, settings = {}) {
    const library = await libraries[version]()
    // The library fills its parent and scales clicks by the parent's size.
    const box = document.body.appendChild(document.createElement('div'))
    box.style.cssText = 'width: 640px; height: 360px'
    const parent = box.appendChild(document.createElement('div'))
    const config = new library.Config({
      initialSettings: {
        ss: url,
        AutoPlayVideo: true,
        StartVideoMuted: true,
        HoveringMouse: true,
        ...settings,
      },
    })
    const made = new library.PixelStreaming(config, { videoElementParent: parent })
    player = made
    for (const type of events)
      made.addEventListener(type, (event) => {
        happenings.push({
          type,
          data: JSON.parse(JSON.stringify('data' in event ? event.data : null)) as unknown,
        })
        for (const listener of Array.from(onHappening)) listener()
      })
    made.signallingProtocol.transport.addListener('close', (event: CloseEvent) =>
      closes.push({ code: event.code, reason: event.reason }),
    )
    made.connect()
  },
  stop() {
    player?.disconnect()
    document.body.replaceChildren()
    happenings.length = 0
    closes.length = 0
  },
  worker: () => fromPictures((image) => readStrip(image)?.worker ?? null),
  async framesDecoded() {
    const stats = await player!.webRtcController.peerConnectionController.peerConnection!.getStats()
    const video = [...stats.values()].find(
      (each: { type: string; kind?: string }) => each.type === 'inbound-rtp' && each.kind === 'video',
    ) as { framesDecoded?: number } | undefined
    return video?.framesDecoded ?? 0
  },
  ask: (descriptor) =>
    new Promise((resolve) => {
      player!.addResponseEventListener('ask', resolve)
      player!.emitUIInteraction(descriptor)
    }),
  marked: async (x, y) => {
    await fromPictures((image) => isMarked(image, x, y) || null)
  },
  happened: (type) =>
    new Promise((resolve) => {
      const look = () => {
        const found = happenings.find((each) => each.type === type)
        if (!found) return
        onHappening.delete(look)
        resolve(found.data)
      }
      onHappening.add(look)
      look()
    }),
  closes: () => closes,
}
window.epicPage = page
