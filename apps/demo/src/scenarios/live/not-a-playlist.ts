import { refusal } from './refusal.ts'

export const notAPlaylist = refusal(
  'html-page',
  { cause: 'not-a-playlist', code: '1003' },
  {
    name: 'not-a-playlist',
    title: 'A web page instead of a playlist',
    detail: 'A sign-in page answers 200 where the playlist should be. The player says so, and stops.',
  },
)
