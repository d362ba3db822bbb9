import type { StreamSource } from '@standby/core/source'
import { gateway } from '@standby/gateway'
import { type EpicLibrary, pixelStreaming } from '@standby/pixel-streaming'
import { arcware } from '@standby/pixel-streaming/arcware'
import { streampixel, streampixelIframe } from '@standby/pixel-streaming/streampixel'
import { whep } from '@standby/whep'
import { standInSdk } from '../../packages/pixel-streaming/src/streampixel/sdk.fixture.ts'
import { quietMedia } from './quiet-media.ts'

export type LibraryVersion = '5.5' | '5.7'

/** The far end of a session on this page. */
export type PageSource =
  | {
      readonly gateway: string
      readonly app: string
      /** `quiet`: for applications without media. */
      readonly media: 'whep' | 'quiet'
    }
  | {
      /** URL of the signalling server; for `streampixel-iframe`, of the frame. */
      readonly pixelStreaming: string
      readonly vendor?: 'epic' | 'arcware' | 'streampixel' | 'streampixel-iframe'
      readonly version?: LibraryVersion
      readonly streamerId?: string
    }

const libraries: Readonly<Record<LibraryVersion, () => Promise<EpicLibrary>>> = {
  '5.5': () => import('@epicgames-ps/lib-pixelstreamingfrontend-ue5.5'),
  '5.7': () => import('@epicgames-ps/lib-pixelstreamingfrontend-ue5.7'),
}

export function makeSource(given: PageSource): StreamSource {
  if ('gateway' in given) {
    const { gateway: url, app, media } = given
    return gateway(url, {
      app,
      media: { whep: media === 'quiet' ? quietMedia : (a) => whep({ url: a.url, token: a.token }) },
      messages: 'media',
    })
  }
  const { pixelStreaming: url, vendor = 'epic', version = '5.7', streamerId } = given
  const library = libraries[version]
  switch (vendor) {
    case 'epic':
      return pixelStreaming({ url, library, ...(streamerId !== undefined && { streamerId }) })
    case 'arcware':
      return arcware({ url, shareId: 'share-1', library })
    case 'streampixel':
      return streampixel({
        appId: 'showroom',
        sdk: async (options) => standInSdk(await library(), { url, retryMs: 500 }).sdk(options),
      })
    case 'streampixel-iframe':
      return streampixelIframe({ url })
  }
}
