import type { Messages } from '../../i18n/message.ts'

export const farEndHintMessages = {
  'farEndHint.broadcaster': 'Broadcaster dropped',
  'farEndHint.application': 'The application stopped sending',
  'farEndHint.left': '{time} left to play',
} as const satisfies Messages
