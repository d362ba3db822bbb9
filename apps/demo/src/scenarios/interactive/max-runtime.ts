import type { ApplicationScenario } from '../scenario.ts'
import { nothingLeft, small } from './expectations.ts'

export const maxRuntime: ApplicationScenario = {
  name: 'max-runtime',
  title: 'The time is up',
  detail:
    'A session lasts max six seconds. The viewer sees how much is left, and the session ends with 4004.',
  row: 'limits',
  application: { ...small, maxRuntimeMs: 6000 },
  async play(scene) {
    await scene.sees('streams', { status: 'streaming' }, 20_000)
    await scene.shows('says how much is left', 'runtime-warning', 'Session ends in')
    await scene.sees('ends', { status: 'disconnected', code: '4004' }, 8000)
    await scene.shows('says why', 'disconnect-screen-title', 'Your time is up')
    await nothingLeft(scene, Date.now(), 1000)
  },
}
