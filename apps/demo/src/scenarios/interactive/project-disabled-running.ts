import { ended } from './ended.ts'

export const projectDisabledRunning = ended(
  'project-disabled',
  { status: 'failed', code: '4000', says: 'This project is switched off', offers: null },
  {
    name: 'project-disabled-running',
    title: 'The project is switched off while it runs',
    detail: 'The gateway ends the session with 4000. The picture goes grey, and the viewer is told why.',
    over: ['standby', 'epic'],
  },
)
