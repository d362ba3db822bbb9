import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** The message packing of Epic's player libraries: an internal part, not their public interface. */
export interface EpicPacker {
  /** The library's table of player messages. */
  readonly toStreamer: ReadonlyMap<string, { id: number; structure: readonly string[] }>
  readonly fromStreamer: ReadonlyMap<number, string>
  pack(name: string, fields?: readonly (number | string)[]): Buffer
}

interface Messages {
  toStreamerMessages: Map<string, { id: number; structure: string[] }>
  fromStreamerMessages: Map<number, string>
  populateDefaultProtocol(): void
}

export const epicVersions = ['5.5', '5.7'] as const

export function loadEpicPacker(version: (typeof epicVersions)[number]): EpicPacker {
  const require = createRequire(import.meta.url)
  const library = `@epicgames-ps/lib-pixelstreamingfrontend-ue${version}`
  const load = (module: string): Record<string, new (...parts: unknown[]) => unknown> =>
    require(
      fileURLToPath(new URL(`./UeInstanceMessage/${module}.js`, `file://${require.resolve(library)}`)),
    ) as never
  const { StreamMessageController } = load('StreamMessageController')
  const messages = new StreamMessageController!() as Messages
  return packer(messages, load)
}

function packer(
  messages: Messages,
  load: (module: string) => Record<string, new (...parts: unknown[]) => unknown>,
): EpicPacker {
  messages.populateDefaultProtocol()
  let packed = Buffer.alloc(0)
  const sender = {
    canSend: () => true,
    sendData(data: ArrayBuffer) {
      packed = Buffer.from(data)
    },
  }
  const controller = new (load('SendMessageController')['SendMessageController']!)(sender, messages) as {
    sendMessageToStreamer(name: string, fields: readonly (number | string)[]): void
  }
  return {
    toStreamer: messages.toStreamerMessages,
    fromStreamer: messages.fromStreamerMessages,
    pack(name, fields = []) {
      packed = Buffer.alloc(0)
      controller.sendMessageToStreamer(name, fields)
      return packed
    },
  }
}
