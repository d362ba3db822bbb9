import { type SignallingOptions, openSignalling } from '../channel/signalling-channel.ts'

/**
 * Releases the place of a token when no socket is open: connects with the token, and leaves as soon as the gateway has
 * answered. Ends by itself after max 20 s. A gateway that cannot be reached frees the place after its resume window.
 */
export function releasePlace(
  resumeToken: string,
  where: Pick<SignallingOptions, 'url' | 'options' | 'environment'>,
): void {
  openSignalling({
    ...where,
    attempt: 0,
    reason: 'connect',
    resumeToken,
    timed: true,
    host: {
      message(channel, { type }) {
        if (type !== 'queued' && type !== 'assigned') return
        channel.send({ type: 'leave' })
        channel.close(1000, 'left')
      },
      down() {},
    },
  })
}
