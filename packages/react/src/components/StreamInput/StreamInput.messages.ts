import type { Messages } from '../../i18n/message.ts'

export const streamInputMessages = {
  'streamInput.label': 'Stream',
  'streamInput.description': 'Keys go to the stream while it has the focus. Tab leaves it.',
  'streamInput.description.tab': 'All keys go to the stream while it has the focus. Hold Escape to leave it.',
} as const satisfies Messages
