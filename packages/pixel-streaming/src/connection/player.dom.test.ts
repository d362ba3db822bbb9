import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EpicConfig } from './epic.ts'
import { stubWebRtc } from './fake-web.fixture.ts'
import { versions } from './versions.fixture.ts'
import { createPlayer } from './player.ts'

beforeEach(() => void stubWebRtc())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const url = 'wss://stream.example.com/'

describe.each(versions)('a player of the library for %s', (_, library) => {
  it('adds no element to the page', () => {
    const before = document.querySelectorAll('*').length
    createPlayer(library, url, {})
    expect(document.querySelectorAll('*')).toHaveLength(before)
  })

  it('removes its listeners at the release', () => {
    const add = vi.spyOn(window, 'addEventListener')
    const remove = vi.spyOn(window, 'removeEventListener')
    const { release } = createPlayer(library, url, {})
    expect(add.mock.calls.map(([type]) => type).sort()).toEqual(['orientationchange', 'resize'])
    release()
    expect(remove.mock.calls).toEqual(
      add.mock.calls.map(([type, listener, options]) => [type, listener, options]),
    )
  })

  it('restores addEventListener of the window, also when it cannot be created', () => {
    const before = Object.getOwnPropertyDescriptor(window, 'addEventListener')
    createPlayer(library, url, {})
    expect(Object.getOwnPropertyDescriptor(window, 'addEventListener')).toEqual(before)
    vi.stubGlobal('RTCRtpReceiver', undefined)
    expect(() => createPlayer(library, url, {})).toThrow(/RTCRtpReceiver|getCapabilities/)
    expect(Object.getOwnPropertyDescriptor(window, 'addEventListener')).toEqual(before)
  })

  it('has the settings of the page, except those that the session owns', () => {
    const { player } = createPlayer(library, url, {
      streamerId: 'Stage',
      settings: {
        ForceTURN: true,
        WebRTCMaxBitrate: 9000,
        KeyboardInput: true,
        TimeoutIfIdle: true,
        ss: 'ws://else',
      },
      protocols: ['one'],
    })
    const settings = (player.config as EpicConfig & { getSettings(): object }).getSettings()
    expect(settings).toMatchObject({
      ss: url,
      StreamerId: 'Stage',
      ForceTURN: true,
      WebRTCMaxBitrate: 9000,
      AutoConnect: false,
      AutoPlayVideo: false,
      MaxReconnectAttempts: 0,
      KeepaliveDelay: 0,
      TimeoutIfIdle: false,
      KeyboardInput: false,
      MouseInput: false,
      TouchInput: false,
      GamepadInput: false,
      XRControllerInput: false,
    })
    expect(player.config).toMatchObject({ webSocketProtocols: ['one'] })
  })
})
