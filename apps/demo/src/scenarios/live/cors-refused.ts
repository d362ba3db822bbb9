import { refusal } from './refusal.ts'

export const corsRefused = refusal(
  'cors-refused',
  { cause: 'cors', code: '1008' },
  {
    name: 'cors-refused',
    title: 'Another origin may not read it',
    detail:
      'The server answers without the header that lets this page read the answer. The player says so, and stops.',
  },
)
