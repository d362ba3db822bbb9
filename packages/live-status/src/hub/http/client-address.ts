/** The proxies before a server, which tell the address of their client. */
export interface TrustedProxy {
  /** Number of proxies in a row before this server. Each adds an address at the right. Default: 1. */
  readonly hops?: number
  /** The header they add it to: `forwarded` (RFC 7239), or a list of addresses. Default: `x-forwarded-for`. */
  readonly header?: string
}

// A `Request` has no field for the address, and a header could come from the client.
const socketAddresses = new WeakMap<Request, string>()

export const setSocketAddress = (request: Request, address: string | undefined): void => {
  if (address) socketAddresses.set(request, address)
}

/**
 * The address of the client that sent a request. Without proxies: that of the socket. With trusted proxies: the address
 * that the outermost of them saw, counted from the right, because the client may have written the ones further left.
 * `undefined` when nothing is known.
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

/** Removes the port. Of IPv6, keeps the first 64 bits: one client owns all addresses in them. */
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
