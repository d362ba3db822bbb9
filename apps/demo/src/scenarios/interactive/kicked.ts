import { ended } from './ended.ts'

export const kicked = ended(
  'kick',
  { status: 'failed', code: '1011', says: 'Something broke on the server', offers: 'Try again' },
  {
    name: 'kicked',
    title: 'The server removes this session',
    detail:
      'The gateway ends the session with 1011. The player does not try again by itself: a removed viewer stays out.',
    over: ['standby', 'epic'],
  },
)
