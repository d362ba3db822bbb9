import { playlistOutage } from './playlist-outage.ts'

export const playlistHangs = playlistOutage('playlist-hang', 'network', {
  name: 'playlist-hangs',
  title: 'The playlist hangs for a while',
  detail:
    'Playlist requests are accepted but not answered. The player plays its buffer, and playback is back within a reload.',
})
