import type { Messages } from '../../i18n/message.ts'

export const inputLockHintMessages = {
  'inputLockHint.click': 'Click the picture to take control',
  'inputLockHint.tap': 'Tap the picture to take control',
  'inputLockHint.paused': 'Keys are paused while this is open',
  'inputLockHint.tab': 'Tab leaves the stream',
  'inputLockHint.escape': 'Hold Esc to leave the stream',
} as const satisfies Messages
