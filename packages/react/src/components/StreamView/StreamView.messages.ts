import type { Messages } from '../../i18n/message.ts'

export const streamViewMessages = {
  /** The name of the player among the page's landmarks. */
  'streamView.label': 'Video player',
} as const satisfies Messages
