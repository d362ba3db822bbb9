import { playlistOutage } from './playlist-outage.ts'

export const playlistResets = playlistOutage('playlist-reset', 'network', {
  name: 'playlist-resets',
  title: 'Connections are reset for a while',
  detail:
    'The connection of every playlist request is reset. The player plays its buffer, and playback is back within a reload when requests succeed again.',
})
