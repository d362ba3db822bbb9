import type { Messages } from '../../i18n/message.ts'

export const afkWarningMessages = {
  'afkWarning.title': 'Are you still there?',
  'afkWarning.line': 'Your session ends when the time is up. Any input keeps it.',
  'afkWarning.stay': 'I’m still here',
  'afkWarning.leave': 'Leave',
  'afkWarning.left': '{time} left',
} as const satisfies Messages
