import type { Messages } from '../../i18n/message.ts'

export const seekBarMessages = {
  'seekBar.label': 'Seek',
  'seekBar.live': 'Live',
  /** `{time}` is a clock reading like 2:30. */
  'seekBar.behind': '{time} behind live',
} as const satisfies Messages
