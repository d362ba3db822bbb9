import type { Messages } from '../../i18n/message.ts'

export const playGateMessages = {
  'playGate.play': 'Play',
} as const satisfies Messages
