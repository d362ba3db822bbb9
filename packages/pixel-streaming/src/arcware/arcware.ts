import {
  developerError,
  lazyModule,
  type Refreshable,
  resolveRefreshable,
  type StreamSource,
} from '@standby/core/source'
import type { PixelStreamingOptions } from '../options.ts'
import { epicSource } from '../epic-source.ts'
import { arcwareCodes } from './codes.ts'

export const connectionModule = lazyModule(() => import('./connect.ts'))

const cloud = 'wss://signalling-client.ragnarok.arcware.cloud'

export interface ArcwareOptions extends Omit<PixelStreamingOptions, 'url' | 'streamerId'> {
  /** The id of the share. */
  readonly shareId?: string
  /** The id of the project, if the share alone is not enough. One of the two is required. */
  readonly projectId?: string
  /** The token for a protected project. A function is called before each attempt, and once more after a refusal. */
  readonly token?: Refreshable<string | undefined>
  /** Requests a project's own instance without its share. */
  readonly bypass?: boolean
  /** Default: Arcware's cloud. */
  readonly url?: Refreshable<string>
}

/**
 * A stream of Arcware's cloud as a source of a session, over Epic's library: with its queue, its session that survives a
 * reload, its AFK module and its close codes. Arcware's own SDK is not needed. Creating a source opens nothing. Throws
 * without a `shareId` and a `projectId`.
 *
 * ```ts
 * createSession({ source: arcware({ shareId: 'share-…' }) })
 * ```
 */
export function arcware(options: ArcwareOptions): StreamSource {
  const { shareId, projectId, token, bypass, url = cloud, id, ...rest } = options ?? {}
  if (!shareId && !projectId)
    throw developerError(
      'arcware() was called without a `shareId` or `projectId`.',
      'Without one of them the cloud does not know which stream to play.',
      "Pass the last part of the share's address: arcware({ shareId: 'share-…' }).",
    )
  const address = (server: string, given: string | undefined): string => {
    if (!URL.canParse(server)) return server
    const target = new URL(server)
    const flags = { sh: shareId, p: projectId, b: bypass ? 'true' : undefined, t: given }
    for (const [name, value] of Object.entries(flags)) if (value) target.searchParams.set(name, value)
    return target.href
  }
  return epicSource(
    {
      ...rest,
      id: id ?? `arcware#${[shareId, projectId].filter(Boolean).join('#')}`,
      url:
        typeof url == 'function' || typeof token == 'function'
          ? async (why) =>
              address(...(await Promise.all([resolveRefreshable(url, why), resolveRefreshable(token, why)])))
          : address(url, token),
    },
    {
      name: 'arcware',
      kind: 'arcware',
      module: connectionModule,
      // Without an AFK module in the dashboard no viewer is removed. With one, its limits come with the stream.
      defaults: { afk: false, codes: arcwareCodes },
    },
  )
}
