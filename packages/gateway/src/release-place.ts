import { type SignallingOptions, openSignalling } from './signalling-channel.ts'

/**
 * Frees the place of a token where no socket is left to say it on: comes back with the token, and leaves as soon as the
 * gateway has answered. Ends by itself, within 20 s at most; a gateway that cannot be reached frees the place after its
 * window.
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
      message(line, { type }) {
        if (type !== 'queued' && type !== 'assigned') return
        line.send({ type: 'leave' })
        line.close(1000, 'left')
      },
      down() {},
    },
  })
}
