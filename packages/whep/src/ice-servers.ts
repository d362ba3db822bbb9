/** So many, from wherever they come, are used: each costs requests before the first picture. */
const mostServers = 8

const scheme = /^(stun|turn)s?:\S+$/i

/**
 * Those that a browser would take. A peer connection refuses all of them for one that is malformed, and what the far
 * end says is no reason not to connect.
 */
export function usableServers(servers: readonly RTCIceServer[]): RTCIceServer[] {
  return servers.filter(isUsable).slice(0, mostServers)
}

function isUsable(server: RTCIceServer): boolean {
  const urls = [server?.urls ?? []].flat()
  if (urls.length === 0 || !urls.every((url) => typeof url === 'string' && scheme.test(url))) return false
  const asksForAName = urls.some((url) => /^turn/i.test(url))
  return !asksForAName || (isFilled(server.username) && isFilled(server.credential))
}

const isFilled = (text: unknown): boolean => typeof text === 'string' && text !== ''

/** The servers of `Link: <turn:…>; rel="ice-server"; username="…"; credential="…"` headers, joined by commas. */
export function serversOfLink(header: string | null): RTCIceServer[] {
  if (header === null) return []
  return linksOf(header).flatMap(({ target, params }) => {
    if (params.get('rel')?.toLowerCase() !== 'ice-server') return []
    const username = params.get('username')
    const credential = params.get('credential')
    const server: RTCIceServer = { urls: [target] }
    if (username !== undefined) server.username = username
    if (credential !== undefined) server.credential = credential
    return isUsable(server) ? [server] : []
  })
}

interface Link {
  readonly target: string
  readonly params: ReadonlyMap<string, string>
}

const longestHeader = 16_384
const target = /\s*<([^<>]*)>/y
const param = /\s*;\s*([\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+)))?/y

/** Quoted values may hold commas and semicolons, so the header cannot be split at them. */
function linksOf(header: string): Link[] {
  const text = header.slice(0, longestHeader)
  const links: Link[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) at = pattern.lastIndex
    return match
  }
  while (at < text.length) {
    const link = take(target)
    if (!link) break
    const params = new Map<string, string>()
    for (let one = take(param); one; one = take(param)) {
      const [, name = '', quoted, bare] = one
      params.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '')
    }
    links.push({ target: link[1] ?? '', params })
    const comma = text.indexOf(',', at)
    if (comma < 0) break
    at = comma + 1
  }
  return links
}
