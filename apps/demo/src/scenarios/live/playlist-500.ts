import { playlistOutage } from './playlist-outage.ts'

export const playlist500 = playlistOutage('playlist-500', 'server', {
  name: 'playlist-500',
  title: 'The server fails for a while',
  detail:
    'The origin answers 500. The player plays its buffer and says that the server is the cause. Playback is back within a reload.',
})
