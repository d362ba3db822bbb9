import { describe, expect, it } from 'vitest'
import { serversOfLink, usableServers } from './ice-servers.ts'

const turn = { urls: 'turn:turn.example:3478', username: 'u', credential: 'c' }

describe('ICE servers', () => {
  it.each([
    [{ urls: 'stun:stun.example' }],
    [{ urls: ['stun:a.example', 'stuns:b.example:5349'] }],
    [turn],
    [{ ...turn, urls: ['turns:turn.example:443?transport=tcp', 'stun:stun.example'] }],
  ])('that are valid are used: %j', (server) => expect(usableServers([server])).toEqual([server]))

  it.each([
    { urls: 'https://a.example' },
    { urls: 'stun:' },
    { urls: '' },
    { urls: [] },
    { urls: ['stun:a.example', 'javascript:alert(1)'] },
    { urls: 'turn:turn.example' },
    { ...turn, credential: '' },
    {},
    null,
  ])('that the browser would refuse are left out: %j', (server) =>
    expect(usableServers([server as RTCIceServer, turn])).toEqual([turn]),
  )

  it('are limited to max 8', () => {
    expect(usableServers(Array.from({ length: 20 }, (_, i) => ({ urls: `stun:${i}.example` })))).toHaveLength(
      8,
    )
  })
})

describe('the servers of a Link header', () => {
  it('are read with names and credentials, commas and semicolons inside quotes included', () => {
    expect(
      serversOfLink(
        '<stun:stun.example>; rel="ice-server", ' +
          '<turn:turn.example?transport=udp>; rel="ice-server"; username="a, b"; credential="c;\\"d"; credential-type="password",' +
          '<turn:bare.example>;rel=ice-server;username=u;credential=p',
      ),
    ).toEqual([
      { urls: ['stun:stun.example'] },
      { urls: ['turn:turn.example?transport=udp'], username: 'a, b', credential: 'c;"d' },
      { urls: ['turn:bare.example'], username: 'u', credential: 'p' },
    ])
  })

  it('are not read from links of other kinds', () => {
    expect(
      serversOfLink(
        '<https://a.example/layer>; rel="urn:ietf:params:whep:ext:core:layer", <stun:b.example>; rel="ice-server"',
      ),
    ).toEqual([{ urls: ['stun:b.example'] }])
  })

  it.each([
    null,
    '',
    'nonsense',
    '<stun:a.example',
    '<>; rel="ice-server"',
    '<https://a.example>; rel="ice-server"',
    '<turn:a.example>; rel="ice-server"',
    ','.repeat(50_000),
    `<${'a'.repeat(50_000)}`,
  ])('are empty for %.40j', (header) => expect(serversOfLink(header)).toEqual([]))
})
