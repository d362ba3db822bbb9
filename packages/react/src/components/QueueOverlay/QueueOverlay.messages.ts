import type { Messages } from '../../i18n/message.ts'

export const queueOverlayMessages = {
  'queueOverlay.title': 'You’re in the queue',
  'queueOverlay.next': 'You’re next',
  'queueOverlay.joined': 'Joined {time}',
  'queueOverlay.of': 'of {length}',
  'queueOverlay.about': 'about {time}',
  'queueOverlay.line': 'Your place is kept while this tab is open.',
  'queueOverlay.next.line': 'The next free place is yours. Keep this tab open.',
  'queueOverlay.noEstimate.line': 'No estimate yet. Your place is kept while this tab is open.',
  'queueOverlay.worse.line': 'Was {before} a moment ago. The order can change; your place is kept.',
  'queueOverlay.leave': 'Leave the queue',
  'queueOverlay.spoken': 'Position {position}',
  'queueOverlay.spokenOf': 'Position {position} of {length}',
  'queueOverlay.offer.title': 'Your place is ready',
  'queueOverlay.offer.line': 'Start before the time is up. After that it goes to the next viewer.',
  'queueOverlay.offer.accept': 'Start now',
  'queueOverlay.offer.decline': 'Give it up',
} as const satisfies Messages
