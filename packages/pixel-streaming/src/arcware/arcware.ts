import { developerError, type Refreshable, resolveRefreshable, type StreamSource } from '@standby/core/source'
import type { PixelStreamingOptions } from '../options.ts'
import { epicSource } from '../pixel-streaming.ts'
import { arcwareDialect } from './arcware-protocol.ts'

const cloud = 'wss://signalling-client.ragnarok.arcware.cloud'

export interface ArcwareOptions extends Omit<PixelStreamingOptions, 'url' | 'streamerId'> {
  /** Of the share that is played. */
  readonly shareId?: string
  /** Of the project, where a share alone does not say it. One of the two is needed. */
  readonly projectId?: string
  /** Lets a viewer into a protected project. A function is asked before each attempt, and once more where it is refused. */
  readonly token?: Refreshable<string | undefined>
  /** Asks for a project's own instance without its share. */
  readonly bypass?: boolean
  /** Left out: Arcware's cloud. */
  readonly url?: Refreshable<string>
}

/**
 * A stream of Arcware's cloud as a source of a session, over Epic's library: with its queue, its session that survives a
 * reload, its AFK module and its close codes. Arcware's own SDK is not needed. Creating one opens nothing; throws where
 * neither a share nor a project is named.
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
      'Without one of them the cloud cannot tell which stream is meant.',
      "Pass what the share's address ends with: arcware({ shareId: 'share-…' }).",
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
    arcwareDialect,
    'arcware',
  )
}
