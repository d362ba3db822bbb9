import { refusal } from './refusal.ts'

export const forbidden = refusal(
  'signature-expired',
  { cause: 'forbidden', code: '1008' },
  {
    name: 'forbidden',
    title: 'The server refuses the viewer',
    detail: 'The playlist answers 403 from the start. The player says so, and stops.',
  },
)
