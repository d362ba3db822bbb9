import { refusal } from './refusal.ts'

export const corsRefused = refusal(
  'cors-refused',
  { cause: 'cors', code: '1008' },
  {
    name: 'cors-refused',
    title: 'The page’s origin may not read the playlist',
    detail:
      'The server answers without the CORS header that lets this page read the answer. The player says so, and stops.',
  },
)
