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
  it('is over when the browser reports it as complete', async () => {
    const { become, wait, environment } = lab()
    become('gathering')
    expect(environment.timers).toBe(1)
    become('complete')
    await wait
    expect(environment.timers).toBe(0)
  })

  it('takes max 2 s', async () => {
    const { wait, environment } = lab()
    environment.advance(2000)
    await wait
    expect(environment.timers).toBe(0)
  })

  it('is over when the signal aborts', async () => {
    const { wait, abort, environment } = lab()
    abort.abort()
    await wait
    expect(environment.timers).toBe(0)
  })
})
