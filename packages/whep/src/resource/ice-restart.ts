import type { WhepResource, RestartOutcome } from './whep-resource.ts'
import { iceSection, withIce, writeFragment } from './sdp-fragment.ts'
import type { Trickle } from './trickle.ts'

/**
 * Restarts ICE to find a new network route for a live connection (RFC 9725, 4.3). Media, keys and the data channel
 * stay as they are. If the server declines, nothing changes.
 */
export async function restartIce(
  connection: RTCPeerConnection,
  resource: WhepResource,
  trickle: Trickle,
): Promise<RestartOutcome['type'] | 'untimely'> {
  const answer = connection.currentRemoteDescription
  if (!answer || connection.signalingState !== 'stable') return 'untimely'
  const former = iceSection(connection.localDescription?.sdp ?? '')
  const offer = await connection.createOffer({ iceRestart: true })
  const section = iceSection(offer.sdp ?? '')
  if (!section) return 'untimely'

  trickle.hold()
  trickle.begin(section)
  try {
    await connection.setLocalDescription(offer)
    const outcome = await resource.restart(writeFragment(section, [], false))
    if (outcome.type === 'accepted')
      await connection.setRemoteDescription({ type: 'answer', sdp: withIce(answer.sdp, outcome.ice) })
    else {
      if (former) trickle.begin(former)
      await connection.setLocalDescription({ type: 'rollback' })
    }
    return outcome.type
  } finally {
    trickle.release()
  }
}
