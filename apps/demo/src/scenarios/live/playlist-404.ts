import { playlistOutage } from './playlist-outage.ts'

export const playlist404 = playlistOutage('playlist-404', 'server', {
  name: 'playlist-404',
  title: 'The playlist is not found for a while',
  detail:
    'The origin answers 404. The viewer plays what is left, is told that the server is the cause, and is back within a reload.',
})
