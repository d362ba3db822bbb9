import { manualEnvironment } from '@standby/core/testing'
import { describe, expect, it } from 'vitest'
import { FakePeer } from './fake-peer.fixture.ts'
import { gathered } from './gathering.ts'

function lab() {
  const environment = manualEnvironment()
  const peer = new FakePeer()
  const abort = new AbortController()
  const wait = gathered(peer as unknown as RTCPeerConnection, environment, abort.signal)
  const become = (state: RTCIceGatheringState) => {
    peer.iceGatheringState = state
    peer.dispatchEvent(new Event('icegatheringstatechange'))
  }
  return { environment, abort, wait, become }
}

describe('gathering', () => {
  it('is over when the browser says so', async () => {
    const { become, wait, environment } = lab()
    become('gathering')
    expect(environment.timers).toBe(1)
    become('complete')
    await wait
    expect(environment.timers).toBe(0)
  })

  it('is not waited for longer than two seconds', async () => {
    const { wait, environment } = lab()
    environment.advance(2000)
    await wait
    expect(environment.timers).toBe(0)
  })

  it('is not waited for after an end', async () => {
    const { wait, abort, environment } = lab()
    abort.abort()
    await wait
    expect(environment.timers).toBe(0)
  })
})
