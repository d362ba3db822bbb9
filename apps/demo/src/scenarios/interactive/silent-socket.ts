import type { ApplicationScenario } from '../scenario.ts'
import { pictureStayed, sameWorker, small, stayed } from './expectations.ts'

export const silentSocket: ApplicationScenario = {
  name: 'silent-socket',
  title: 'The socket falls silent',
  detail:
    'The socket stays open but sends nothing, not even heartbeats. After two missed heartbeats it counts as lost, while the picture goes on. Then the player opens another one.',
  row: 'resume',
  application: small,
  async play(scene) {
    const { worker } = await scene.streams()
    const faultAt = await scene.inject('silent-socket')
    const lost = await scene.sees(
      'is taken for lost',
      { status: 'streaming', signalling: 'lost' },
      4500,
      faultAt,
    )
    await scene.lift('silent-socket')
    await scene.sees('signalling is back', { status: 'streaming', signalling: null }, 8000, lost.at + 1)
    stayed(scene, 'streaming', faultAt)
    await pictureStayed(scene, faultAt)
    sameWorker(scene, worker)
  },
}
