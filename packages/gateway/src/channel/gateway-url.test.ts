import { expect, it } from 'vitest'
import { gatewayId } from './gateway-url.ts'

it('builds the id from address and application, without query, fragment and credentials', () => {
  const id = 'wss://play.example.com/session#showroom'
  expect(gatewayId('wss://play.example.com/session', 'showroom')).toBe(id)
  expect(gatewayId('wss://me:secret@play.example.com/session?token=secret#secret', 'showroom')).toBe(id)
  expect(gatewayId('wss://play.example.com/session', 'garage')).not.toBe(id)
  expect(gatewayId(() => 'wss://play.example.com', 'showroom')).toBe('gateway#showroom')
})
