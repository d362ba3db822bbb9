import type { ApplicationScenario } from '../scenario.ts'
import { small, stayed } from './expectations.ts'

export const afkStay: ApplicationScenario = {
  name: 'afk-stay',
  title: 'The viewer says that they are still there',
  detail:
    'The far end counts down four seconds. The button of the warning keeps the session at the far end too.',
  row: 'limits',
  application: small,
  async play(scene) {
    await scene.streams()
    const faultAt = await scene.inject('afk', { inMs: 4000 })
    await scene.sees('warns', { status: 'idle' }, 2000, faultAt)
    const pressedAt = await scene.press('afk-warning-stay', 'the viewer is still here')
    const back = await scene.sees('streams on', { status: 'streaming' }, 1000, pressedAt)
    await scene.pass(4500)
    stayed(scene, 'streaming', back.at)
  },
}
