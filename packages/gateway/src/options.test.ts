import { scriptedSource } from '@standby/core/testing'
import { expect, it } from 'vitest'
import { gateway } from './gateway.ts'
import type { GatewayOptions } from './options.ts'

const whep = () => scriptedSource().source
const good: GatewayOptions = { app: 'showroom', media: { whep } }
const url = 'wss://play.example.com'

const threeSentences = /^Standby: [^]+\. [^]+\. [^]+\.$/

it.each<[string, string, unknown]>([
  ['no URL', '', good],
  ['a URL of spaces', '  ', good],
  ['an empty app', url, { ...good, app: '' }],
  ['an app that is too long', url, { ...good, app: 'a'.repeat(129) }],
  ['no app', url, { media: { whep } }],
  ['no media', url, { app: 'showroom' }],
  ['media of no kind', url, { ...good, media: {} }],
  [
    'too many kinds of media',
    url,
    { ...good, media: Object.fromEntries('abcdefghi'.split('').map((k) => [k, whep])) },
  ],
  ['a kind that is no word', url, { ...good, media: { 'Web RTC': whep } }],
  ['media that is a source', url, { ...good, media: { whep: whep() } }],
])('throws an error that says what to change for %s', (_, address, options) => {
  expect(() => gateway(address, options as GatewayOptions)).toThrow(threeSentences)
})

it('accepts a function as the address, and no ticket', () => {
  const source = gateway(() => Promise.resolve(url), good)
  expect(source).toMatchObject({ kind: 'gateway', id: 'gateway#showroom' })
})

it("uses the caller's id", () => {
  expect(gateway(url, { ...good, id: 'lobby' }).id).toBe('lobby')
})
