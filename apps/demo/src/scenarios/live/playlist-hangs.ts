import { playlistOutage } from './playlist-outage.ts'

export const playlistHangs = playlistOutage('playlist-hang', 'network', {
  name: 'playlist-hangs',
  title: 'The playlist hangs for a while',
  detail:
    'Playlist requests are accepted and never answered. The viewer plays what is left and is back within a reload.',
})
