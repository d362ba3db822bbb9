import type { ApplicationScenario } from '../scenario.ts'
import { nothingLeft, small } from './expectations.ts'

export const afkFarEnd: ApplicationScenario = {
  name: 'afk-far-end',
  title: 'The far end ends an inactive session',
  detail:
    'After five seconds without input the far end counts down three seconds, and a key press keeps the session. The next countdown runs out, and the session ends with 4004.',
  row: 'limits',
  application: { ...small, afkMs: 8000, afkWarningMs: 3000 },
  async play(scene) {
    await scene.sees('streams', { status: 'streaming' }, 20_000)
    await scene.sees('warns', { status: 'idle' }, 7000)
    await scene.shows('asks', 'afk-warning-title', 'Are you still there?')
    const inputAt = scene.input()
    await scene.sees('a key keeps it', { status: 'streaming' }, 1000, inputAt)
    const againAt = await scene.inject('afk', { inMs: 1500 })
    await scene.sees('warns again', { status: 'idle' }, 1500, againAt)
    await scene.sees('ends', { status: 'disconnected', code: '4004' }, 4000, againAt)
    await scene.shows('says why', 'disconnect-screen-title', 'Ended while you were away')
    await nothingLeft(scene, Date.now(), 2000)
  },
}
