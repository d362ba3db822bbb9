/** The proxies before a server, whose word is taken for who their client was. */
export interface TrustedProxy {
  /** So many stand in a row before this server, each of which adds an address at the right. Left out: 1. */
  readonly hops?: number
  /** The header they add it to: `forwarded` (RFC 7239), or one that is a list of addresses. Left out: `x-forwarded-for`. */
  readonly header?: string
}

// Requests have no place for it, and a header could come from outside.
const socketAddresses = new WeakMap<Request, string>()

export const setSocketAddress = (request: Request, address: string | undefined): void => {
  if (address) socketAddresses.set(request, address)
}

/**
 * Who sent a request: the other end of the socket; with trusted proxies whom the outermost of them saw, counted from the
 * right, since what stands further left the client may have written itself. `undefined` where nothing is known.
 */
export function clientAddress(request: Request, trusted?: TrustedProxy): string | undefined {
  const socket = socketAddresses.get(request)
  const seen = trusted ? addressesIn(request, trusted.header ?? 'x-forwarded-for') : []
  const address = seen.at(-Math.min(trusted?.hops ?? 1, seen.length)) || socket
  return address && network(address)
}

function addressesIn(request: Request, header: string): string[] {
  const list = (request.headers.get(header) ?? '').split(',').map((entry) => entry.trim())
  const plain =
    header.toLowerCase() === 'forwarded'
      ? list.map((entry) => /(?:^|;)\s*for="?([^";]*)/i.exec(entry)?.[1] ?? '')
      : list
  return plain.map((entry) => entry.slice(0, 64))
}

/** Without its port; of IPv6 the 64 bits that one client has to itself, or it would be as many as it likes. */
function network(address: string): string {
  const host = (/^\[([^\]]*)\]/.exec(address)?.[1] ?? address).toLowerCase().replace(/%.*$/, '')
  const mapped = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(host)?.[1]
  if (mapped || !host.includes(':')) return mapped ?? host
  const [head = '', tail] = host.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right].slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}
