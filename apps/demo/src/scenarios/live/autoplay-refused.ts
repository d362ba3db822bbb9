import { SEGMENT_MS, within } from './expectations.ts'
import { seconds } from '../report.ts'
import type { StreamScenario } from '../scenario.ts'

/** Three segments behind the edge, and the one that is being listed. */
const USUAL_LATENCY_MS = 4 * SEGMENT_MS + 1000

export const autoplayRefused: StreamScenario = {
  name: 'autoplay-refused',
  title: 'The browser refuses to play by itself',
  detail:
    'Nothing plays until the viewer presses play. Then it starts at the live edge’s usual latency, not where it was parked.',
  row: 'pause',
  player: { autoplayRefused: true },
  async play(scene) {
    await scene.sees('says that play was refused', { status: 'streaming', playback: 'blocked' }, 15_000)
    await scene.pass(8000)
    const pressedAt = await scene.press('play-gate', 'the viewer presses play')
    const moving = await scene.until('plays', () => scene.viewer.pictures.movingFrom(pressedAt), 10_000)
    within(scene, 'moving pictures', moving - pressedAt, 2000)
    await scene.pass(2000)
    const latency = scene.viewer.pictures.latencyMs(moving + 1000)
    scene.check(
      'starts at the live edge’s usual latency',
      `under ${seconds(USUAL_LATENCY_MS)}`,
      latency === null ? 'no picture' : seconds(latency),
      latency !== null && latency < USUAL_LATENCY_MS,
    )
  },
}
