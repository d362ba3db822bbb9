import type { Messages } from '../../i18n/message.ts'

export const reconnectBannerMessages = {
  'reconnectBanner.broadcaster.title': 'Broadcaster dropped',
  'reconnectBanner.broadcaster.line': 'It plays on by itself when they’re back.',
  'reconnectBanner.application.title': 'The picture stopped',
  'reconnectBanner.application.line': 'It goes on by itself when the application answers.',
  'reconnectBanner.lost.title': 'Connection lost',
  'reconnectBanner.lost.line': 'It reconnects by itself, or you can try at once.',
  'reconnectBanner.held.line': 'Your session is held. It resumes where you left it.',
  'reconnectBanner.trying.line': 'Attempt {attempt} is under way.',
  'reconnectBanner.offline.title': 'You’re offline',
  'reconnectBanner.offline.line': 'It reconnects as soon as this device is online.',
  'reconnectBanner.server.title': 'The server isn’t answering',
  'reconnectBanner.server.line': 'It keeps trying.',
  'reconnectBanner.decoder.title': 'The picture can’t be decoded',
  'reconnectBanner.decoder.line': 'The player restarts itself. Sound may drop for a moment.',
  'reconnectBanner.waitingUpTo': 'Waiting up to',
  'reconnectBanner.waitingAbout': 'Waiting about',
  'reconnectBanner.heldFor': 'Held for',
  'reconnectBanner.attemptIn': 'Attempt {attempt} in',
  /** An inferred time; the sign reads "about". */
  'reconnectBanner.estimate': '≈ {time}',
  'reconnectBanner.retry': 'Retry now',
  'reconnectBanner.resume': 'Resume now',
  'reconnectBanner.stop': 'Stop trying',
} as const satisfies Messages
