import type { ApplicationScenario } from '../scenario.ts'
import { offers, small } from './expectations.ts'

export const launchFails: ApplicationScenario = {
  name: 'launch-fails',
  title: 'The application does not launch',
  detail:
    'The viewer has a place, but the application does not start: 4003. The viewer tries again, and it streams.',
  over: ['standby', 'epic'],
  row: 'refused',
  application: small,
  player: { faultBefore: 'launch-fails', workersBefore: 1 },
  async play(scene) {
    await scene.sees('fails', { status: 'failed', code: '4003' }, 5000)
    await scene.shows('says why', 'disconnect-screen-title', 'The application didn’t start')
    offers(scene, 'Try again')
    await scene.lift('launch-fails')
    const pressedAt = await scene.press('disconnect-screen-retry', 'the viewer tries again')
    await scene.streams(pressedAt)
  },
}
