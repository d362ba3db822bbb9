import type { ApplicationScenario } from '../scenario.ts'
import { nothingLeft, small } from './expectations.ts'

export const afkFarEnd: ApplicationScenario = {
  name: 'afk-far-end',
  title: 'The far end counts who is away',
  detail:
    'After two seconds without input the far end counts two down. A key keeps the session; the second countdown runs out, and it ends with 4004.',
  row: 'limits',
  application: { ...small, afkMs: 4000, afkWarningMs: 2000 },
  async play(scene) {
    await scene.streams()
    await scene.sees('warns', { status: 'idle' }, 5000)
    await scene.shows('asks', 'afk-warning-title', 1000, 'Are you still there?')
    const inputAt = scene.input()
    await scene.sees('a key keeps it', { status: 'streaming' }, 1000, inputAt)
    const again = await scene.sees('warns again', { status: 'idle' }, 5000, inputAt + 100)
    await scene.sees('ends', { status: 'disconnected', code: '4004' }, 4000, again.at)
    await scene.shows('says why', 'disconnect-screen-title', 1000, 'Ended while you were away')
    await nothingLeft(scene, Date.now(), 2000)
  },
}
