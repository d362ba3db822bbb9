import type { Messages } from '../../i18n/message.ts'

export const runtimeWarningMessages = {
  'runtimeWarning.endsIn': 'Session ends in',
  'runtimeWarning.spoken': 'Session ends in {time}',
} as const satisfies Messages
