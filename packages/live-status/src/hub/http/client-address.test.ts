import { describe, expect, it } from 'vitest'
import { clientAddress, setSocketAddress, type TrustedProxy } from './client-address.ts'
import { openHub } from '../hub.fixture.ts'

const from = (socket: string | undefined, headers: Record<string, string> = {}) => {
  const request = new Request('https://example.com', { headers })
  setSocketAddress(request, socket)
  return request
}
const addressOf = (socket: string | undefined, headers?: Record<string, string>, trusted?: TrustedProxy) =>
  clientAddress(from(socket, headers), trusted)

describe('the client address', () => {
  it('is the socket’s, whatever the headers say', () => {
    const headers = { 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6' }
    expect(addressOf('192.0.2.1', headers)).toBe('192.0.2.1')
    expect(addressOf(undefined, headers)).toBeUndefined()
  })

  it.each([
    ['6.6.6.6, 198.51.100.7', {}, '198.51.100.7'],
    ['6.6.6.6,198.51.100.7,10.0.0.2', { hops: 2 }, '198.51.100.7'],
    ['198.51.100.7', { hops: 2 }, '198.51.100.7'],
    ['198.51.100.7:4711', {}, '198.51.100.7'],
    ['', {}, '10.0.0.1'],
    [' , ,', {}, '10.0.0.1'],
  ])(
    'is the one that the outermost trusted proxy saw, counted from the right: %s',
    (list, trusted, address) => {
      expect(addressOf('10.0.0.1', { 'x-forwarded-for': list }, trusted)).toBe(address)
    },
  )

  it('is read from the configured header only', () => {
    const headers = {
      'x-forwarded-for': '6.6.6.6',
      forwarded: 'for=6.6.6.6;proto=https, proto=https;for="198.51.100.7:80";by=x',
      'cf-connecting-ip': '203.0.113.9',
    }
    expect(addressOf('10.0.0.1', headers, { header: 'forwarded' })).toBe('198.51.100.7')
    expect(addressOf('10.0.0.1', headers, { header: 'CF-Connecting-IP' })).toBe('203.0.113.9')
  })

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
  ])('is the /64 network of an IPv6 address, and an IPv4 address as it is: %s', (socket, address) => {
    expect(addressOf(socket)).toBe(address)
  })

  it.each([
    ['x-forwarded-for', '6.6.6.6, '],
    ['forwarded', 'for=6.6.6.6, proto=https'],
  ])('is the socket’s when the trusted proxy gives no address in %s: %s', (header, list) => {
    expect(addressOf('10.0.0.1', { [header]: list }, { header })).toBe('10.0.0.1')
  })

  it('is read from an IPv6 address with a port in `Forwarded`', () => {
    const forwarded = 'for="[2001:db8:cafe::17]:4711"'
    expect(addressOf('10.0.0.1', { forwarded }, { header: 'forwarded' })).toBe('2001:db8:cafe:0::/64')
  })
})

describe('the limit per client', () => {
  const spoofed = (n: number) => from('192.0.2.1', { 'x-forwarded-for': `6.6.6.${n}` })

  it('counts by the address of the socket, which no header can change', async () => {
    const { hub } = openHub({ limits: { viewersPerClient: 2 } })
    const statuses = []
    for (let n = 0; n < 4; n++) statuses.push((await hub.subscribe(spoofed(n), 'stream-1')).status)
    expect(statuses).toEqual([200, 200, 503, 503])
    expect((await hub.subscribe(from('192.0.2.2'), 'stream-1')).status).toBe(200)
  })

  it('is 20 for each address that a trusted proxy reports', async () => {
    const { hub } = openHub({ trustedProxy: {} })
    const ask = (address: string) =>
      hub.subscribe(from('10.0.0.1', { 'x-forwarded-for': `1.1.1.1, ${address}` }), 'stream-1')
    for (let n = 0; n < 20; n++) expect((await ask('198.51.100.7')).status).toBe(200)
    expect((await ask('198.51.100.7')).status).toBe(503)
    expect((await ask('198.51.100.8')).status).toBe(200)
  })

  it('does not apply when nothing tells clients apart, because all may come through one proxy', async () => {
    const { hub } = openHub()
    for (let n = 0; n < 30; n++) expect((await hub.subscribe(from('10.0.0.1'), 'stream-1')).status).toBe(200)
  })

  it('counts by the result of `clientOf`, which gets the address', async () => {
    const asked: unknown[] = []
    const { hub } = openHub({
      clientOf: (request, address) => {
        asked.push(address)
        return request.headers.get('x-account') ?? undefined
      },
      limits: { viewersPerClient: 1 },
    })
    expect((await hub.subscribe(from('192.0.2.1', { 'x-account': 'a' }), 'stream-1')).status).toBe(200)
    expect((await hub.subscribe(from('192.0.2.2', { 'x-account': 'a' }), 'stream-1')).status).toBe(503)
    expect((await hub.subscribe(from('192.0.2.2'), 'stream-1')).status).toBe(200)
    expect(asked).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.2'])
  })
})
