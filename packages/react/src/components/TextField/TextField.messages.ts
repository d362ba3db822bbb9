import type { Messages } from '../../i18n/message.ts'

export const textFieldMessages = {
  'textField.label': 'Text for the stream',
  'textField.send': 'Send',
  'textField.cancel': 'Cancel',
} as const satisfies Messages
