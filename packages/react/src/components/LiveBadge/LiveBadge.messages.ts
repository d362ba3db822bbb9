import type { Messages } from '../../i18n/message.ts'

export const liveBadgeMessages = {
  'liveBadge.live': 'LIVE',
  'liveBadge.behind': '{time} behind',
  /** Far behind, as a clock: −14:32. */
  'liveBadge.dvr': '−{time}',
  'liveBadge.go': 'Go live',
} as const satisfies Messages
