import { startsByItself } from './not-live-yet.ts'
import type { StreamScenario } from '../scenario.ts'

export const preconditionFailed: StreamScenario = {
  name: 'precondition-failed',
  title: 'The live stream is idle',
  detail:
    'The server answers 412, like Mux for an idle live stream. It counts as not started, and playback begins by itself.',
  row: 'not-live',
  stream: { live: false },
  async play(scene) {
    await scene.inject('not-live', { status: '412' })
    await scene.sees('says that it is not live', { status: 'not-live' }, 5000)
    await scene.pass(1000)
    await startsByItself(scene, await scene.lift('not-live'))
  },
}
