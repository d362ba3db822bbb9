import { maxLinkLength, maxServers } from '../limits.ts'

const scheme = /^(stun|turn)s?:\S+$/i

/**
 * The servers that a browser accepts. A peer connection refuses the whole list if one server is malformed, and a
 * malformed server from the far end must not prevent the connection.
 */
export function usableServers(servers: readonly RTCIceServer[]): RTCIceServer[] {
  return servers.filter(isUsable).slice(0, maxServers)
}

function isUsable(server: RTCIceServer): boolean {
  const urls = [server?.urls ?? []].flat()
  if (urls.length === 0 || !urls.every((url) => typeof url === 'string' && scheme.test(url))) return false
  const needsCredentials = urls.some((url) => /^turn/i.test(url))
  return !needsCredentials || (isFilled(server.username) && isFilled(server.credential))
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

const target = /\s*<([^<>]*)>/y
const param = /\s*;\s*([\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+)))?/y

/** Quoted values may contain commas and semicolons, so the header cannot be split at them. */
function linksOf(header: string): Link[] {
  const text = header.slice(0, maxLinkLength)
  const links: Link[] = []
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  while (at < text.length) {
    const link = match(target)
    if (!link) break
    const params = new Map<string, string>()
    for (let one = match(param); one; one = match(param)) {
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
