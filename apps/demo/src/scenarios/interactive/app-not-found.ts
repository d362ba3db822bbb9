import { refused } from './refused.ts'

export const appNotFound = refused(
  'app-not-found',
  { code: '4002', says: 'Nothing found at this address', offers: null },
  {
    name: 'app-not-found',
    title: 'There is no such application',
    detail: 'The gateway refuses with 4002. The viewer is told, and the player does not try again.',
    over: ['standby', 'epic'],
  },
)
