import type { Messages } from '../i18n/message.ts'

export const liveBadgeMessages = {
  'liveBadge.live': 'LIVE',
  'liveBadge.behind': '{time} behind',
  /** Far behind, as a clock: −14:32. */
  'liveBadge.dvr': '−{time}',
  'liveBadge.go': 'Go live',
  /** What the button is called, e.g. "12 s behind. Go live". */
  'liveBadge.button': '{behind}. {go}',
} as const satisfies Messages
