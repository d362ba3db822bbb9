import type { Messages } from '../../i18n/message.ts'

export const stallIndicatorMessages = {
  'stallIndicator.buffering': 'Buffering',
} as const satisfies Messages
