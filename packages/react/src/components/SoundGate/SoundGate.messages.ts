import type { Messages } from '../../i18n/message.ts'

export const soundGateMessages = {
  'soundGate.unmute': 'Tap for sound',
} as const satisfies Messages
