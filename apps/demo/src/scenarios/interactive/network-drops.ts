import { signallingLost } from './signalling-lost.ts'

export const networkDrops = signallingLost('network-drop', {
  name: 'network-drops',
  title: 'The socket is killed while it streams',
  detail:
    'The socket dies without a close frame (1006). The picture goes on, signalling is lost and comes back, and the worker is the same.',
})
