import { playlistOutage } from './playlist-outage.ts'

export const playlist404 = playlistOutage('playlist-404', 'server', {
  name: 'playlist-404',
  title: 'The playlist is not found for a while',
  detail:
    'The origin answers 404. The player plays its buffer and says that the server is the cause. Playback is back within a reload.',
})
