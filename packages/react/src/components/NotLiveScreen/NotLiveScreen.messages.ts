import type { Messages } from '../../i18n/message.ts'

export const notLiveScreenMessages = {
  'notLiveScreen.waiting': 'Waiting',
  'notLiveScreen.startsAt.title': 'The broadcast starts at',
  'notLiveScreen.startsAt.line': 'It plays here by itself. No need to reload.',
  'notLiveScreen.startsIn': 'in {time}',
  'notLiveScreen.soon.title': 'Starting soon',
  'notLiveScreen.soon.line': 'It was planned for {time}. It plays here by itself.',
  'notLiveScreen.notStarted.title': 'The broadcast hasn’t started',
  'notLiveScreen.notStarted.line': 'It plays here by itself. No need to reload.',
  'notLiveScreen.restart.title': 'Watching for a restart',
  'notLiveScreen.restart.line': 'If the broadcast comes back, it plays here by itself.',
  'notLiveScreen.restart.endedAt':
    'The broadcast ended at {time}. If it comes back, it plays here by itself.',
  'notLiveScreen.leave': 'Leave',
  'notLiveScreen.stop': 'Stop watching',
} as const satisfies Messages
