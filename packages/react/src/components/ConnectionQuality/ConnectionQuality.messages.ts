import type { Messages } from '../../i18n/message.ts'

export const connectionQualityMessages = {
  'connectionQuality.label': 'Connection: {word}',
  'connectionQuality.4': 'Excellent',
  'connectionQuality.3': 'Good',
  'connectionQuality.2': 'Fair',
  'connectionQuality.1': 'Poor',
} as const satisfies Messages
