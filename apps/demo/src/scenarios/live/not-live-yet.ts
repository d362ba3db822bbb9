import type { StreamScenario } from '../scenario.ts'
import type { StreamScene } from './stream-scene.ts'
import { segmentMs } from './expectations.ts'

export const notLiveYet: StreamScenario = {
  name: 'not-live-yet',
  title: 'The broadcast has not started',
  detail:
    'The playlist is not found. The viewer is told that the broadcast has not started. Playback begins by itself when it starts.',
  row: 'not-live',
  stream: { live: false },
  async play(scene) {
    await scene.sees('says that it is not live', { status: 'not-live' }, 5000)
    await scene.pass(1000)
    await startsByItself(scene, await scene.lift('not-live'))
  },
}

/** Checks that playback begins by itself after the broadcast has started. */
export async function startsByItself(scene: StreamScene, since: number): Promise<void> {
  const { at: liveAt } = await scene.event('live', since)
  const { pictures } = scene.viewer
  const moving = await scene.until('it plays by itself', () => pictures.movingFrom(liveAt))
  // One reload of a missing playlist, max three segments to start with, and a moment to begin.
  scene.figure('pictures after the start', moving - liveAt, 3 * segmentMs + 4000)
  await scene.sees('streams', { status: 'streaming', playback: 'playing' }, 3000)
}
