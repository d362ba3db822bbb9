import { ended } from './ended.ts'

export const applicationQuits = ended(
  'app-quits',
  { status: 'disconnected', code: '1000', says: 'The session has ended', offers: 'Start again' },
  {
    name: 'application-quits',
    title: 'The application quits as it should',
    detail:
      'The far end ends the session with 1000. This is not an error, so the player does not show a failure.',
    over: ['standby', 'epic'],
  },
)
