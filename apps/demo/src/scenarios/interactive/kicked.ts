import { ended } from './ended.ts'

export const kicked = ended(
  'kick',
  { status: 'failed', code: '1011', says: 'Something broke on the server', offers: 'Try again' },
  {
    name: 'kicked',
    title: 'The server fails on this session',
    detail:
      'The gateway ends the session with 1011. It is not tried again by itself: whoever was removed stays out.',
    over: ['standby', 'epic'],
  },
)
