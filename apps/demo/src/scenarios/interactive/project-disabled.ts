import { refused } from './refused.ts'

export const projectDisabled = refused(
  'project-disabled',
  { code: '4000', says: 'This project is switched off', offers: null },
  {
    name: 'project-disabled',
    title: 'The project is switched off',
    detail:
      'The gateway refuses with 4000. The viewer is told, without a retry button, since trying again cannot help.',
    over: ['standby', 'epic'],
  },
)
