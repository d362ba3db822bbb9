import { expect, it } from 'vitest'
import { gatewayId, gatewayUrl } from './gateway-url.ts'

it.each([
  ['wss://play.example.com', 'wss://play.example.com/'],
  [' ws://127.0.0.1:8080/session?region=eu ', 'ws://127.0.0.1:8080/session?region=eu'],
  ['wss://play.example.com/#part', 'wss://play.example.com/'],
])('%s is an address', (given, expected) => expect(gatewayUrl(given)).toBe(expected))

it.each([
  '',
  '/session',
  'play.example.com',
  'https://play.example.com',
  'javascript:alert(1)',
  'wss://',
  7,
  null,
])('%j is none', (given) => expect(gatewayUrl(given)).toBeNull())

it('is told apart by address and application, without query, fragment and credentials', () => {
  const id = 'wss://play.example.com/session#showroom'
  expect(gatewayId('wss://play.example.com/session', 'showroom')).toBe(id)
  expect(gatewayId('wss://me:secret@play.example.com/session?token=secret#secret', 'showroom')).toBe(id)
  expect(gatewayId('wss://play.example.com/session', 'garage')).not.toBe(id)
  expect(gatewayId(() => 'wss://play.example.com', 'showroom')).toBe('gateway#showroom')
})
