import { describe, expect, it } from 'vitest'
import { socketUrl } from './socket-url.ts'

describe('a WebSocket address', () => {
  it.each([
    ['wss://play.example.com', 'wss://play.example.com/'],
    [' ws://127.0.0.1:8080/session?region=eu ', 'ws://127.0.0.1:8080/session?region=eu'],
    ['wss://play.example.com/#part', 'wss://play.example.com/'],
  ])('can be given as %j', (given, expected) => expect(socketUrl(given)).toBe(expected))

  it.each([
    '',
    '/session',
    'play.example.com',
    'https://play.example.com',
    'javascript:alert(1)',
    'wss://',
    7,
    null,
  ])('cannot be %j', (given) => expect(socketUrl(given)).toBeNull())
})
