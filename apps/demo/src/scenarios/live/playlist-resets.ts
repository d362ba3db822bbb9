import { playlistOutage } from './playlist-outage.ts'

export const playlistResets = playlistOutage('playlist-reset', 'network', {
  name: 'playlist-resets',
  title: 'Connections are reset for a while',
  detail:
    'Every playlist request is cut off. The viewer plays what is left and is back within a reload once requests get through.',
})
