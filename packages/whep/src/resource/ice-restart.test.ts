import { describe, expect, it, vi } from 'vitest'
import { FakePeer, sdp } from '../peer/fake-peer.fixture.ts'
import type { WhepResource, RestartOutcome } from './whep-resource.ts'
import { restartIce } from './ice-restart.ts'
import type { Trickle } from './trickle.ts'

const ice = {
  ufrag: 'server2',
  pwd: '9876543210987654321098',
  candidates: ['a=candidate:1 1 udp 1 192.0.2.1 9 typ host'],
}

async function lab(outcome: RestartOutcome | Promise<RestartOutcome>) {
  const peer = new FakePeer()
  await peer.setLocalDescription({ type: 'offer', sdp: sdp('video', 'audio') })
  await peer.setRemoteDescription({ type: 'answer', sdp: sdp('video', 'audio') })
  peer.calls.length = 0
  const asked: string[] = []
  const resource = {
    restart(fragment: string) {
      asked.push(fragment)
      return Promise.resolve(outcome)
    },
  }
  const trickle = { hold: vi.fn(), begin: vi.fn(), release: vi.fn() }
  const restart = () =>
    restartIce(
      peer as unknown as RTCPeerConnection,
      resource as unknown as WhepResource,
      trickle as unknown as Trickle,
    )
  return { peer, asked, trickle, restart }
}

describe('an ICE restart', () => {
  it('changes only the ICE part of the answer', async () => {
    const { peer, asked, restart, trickle } = await lab({ type: 'accepted', ice })
    expect(await restart()).toBe('accepted')
    expect(asked[0]).toMatch(/a=ice-ufrag:efgh/)
    expect(peer.calls).toEqual(['createOffer restart', 'setLocalDescription offer', 'setRemoteDescription'])
    expect(peer.currentRemoteDescription?.sdp).toMatch(/a=ice-ufrag:server2/)
    expect(peer.currentRemoteDescription?.sdp).toMatch(/192\.0\.2\.1/)
    expect(trickle.begin).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ ufrag: 'efgh' }))
  })

  it.each(['declined', 'gone', 'unreachable'] as const)('is rolled back when it is %s', async (type) => {
    const { peer, restart, trickle } = await lab({ type })
    expect(await restart()).toBe(type)
    expect(peer.calls.at(-1)).toBe('setLocalDescription rollback')
    expect(trickle.begin).toHaveBeenLastCalledWith(expect.objectContaining({ ufrag: 'abcd' }))
    expect(trickle.release).toHaveBeenCalledOnce()
  })

  it('holds candidates back until the server knows the new description', async () => {
    const { restart, trickle } = await lab({ type: 'accepted', ice })
    await restart()
    const [[held = 0], [begun = 0], [released = 0]] = [trickle.hold, trickle.begin, trickle.release].map(
      ({ mock }) => mock.invocationCallOrder,
    ) as [number[], number[], number[]]
    expect(held).toBeLessThan(begun)
    expect(begun).toBeLessThan(released)
  })

  it('releases candidates when it fails', async () => {
    const { restart, trickle } = await lab(Promise.reject(new Error('closed')))
    await expect(restart()).rejects.toThrow('closed')
    expect(trickle.release).toHaveBeenCalledOnce()
  })

  it('is not tried before the answer, or during another negotiation', async () => {
    const { peer, restart, asked } = await lab({ type: 'accepted', ice })
    peer.signalingState = 'have-local-offer'
    expect(await restart()).toBe('untimely')
    peer.currentRemoteDescription = null
    expect(await restart()).toBe('untimely')
    expect(asked).toEqual([])
  })
})
