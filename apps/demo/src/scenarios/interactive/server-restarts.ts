import { signallingLost } from './signalling-lost.ts'

export const serverRestarts = signallingLost('server-restart', {
  name: 'server-restarts',
  title: 'The gateway restarts while it streams',
  detail:
    'The gateway closes every socket with 1012. The picture goes on, and the new socket finds the same worker.',
})
