import { playlistOutage } from './playlist-outage.ts'

export const playlist500 = playlistOutage('playlist-500', 'server', {
  name: 'playlist-500',
  title: 'The server fails for a while',
  detail:
    'The origin answers 500. The viewer plays what is left, is told that the server is the cause, and is back within a reload.',
})
