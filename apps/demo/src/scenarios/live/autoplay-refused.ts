import { segmentMs } from './expectations.ts'
import { seconds } from '../report.ts'
import type { StreamScenario } from '../scenario.ts'

/** How long the viewer waits before the press. */
const parkedMs = 8000
/**
 * Three segments behind the edge, and the one that is being listed. A player that starts where it was parked is twice as
 * far behind.
 */
const usualLatencyMs = 4 * segmentMs + parkedMs / 2

export const autoplayRefused: StreamScenario = {
  name: 'autoplay-refused',
  title: 'The browser refuses to play by itself',
  detail:
    'Nothing plays until the viewer presses play. Then playback starts at the usual latency behind the live edge, not at the position from before the press.',
  row: 'pause',
  player: { autoplayRefused: true },
  async play(scene) {
    await scene.sees('says that play was refused', { status: 'streaming', playback: 'blocked' }, 15_000)
    await scene.pass(parkedMs)
    const pressedAt = await scene.press('play-gate', 'the viewer presses play')
    const moving = await scene.until('plays', () => scene.viewer.pictures.movingFrom(pressedAt))
    scene.figure('moving pictures', moving - pressedAt, 2000)
    await scene.pass(2000)
    const latency = scene.viewer.pictures.latencyMs(moving + 1000)
    scene.check(
      'starts at the live edge’s usual latency',
      `under ${seconds(usualLatencyMs)}`,
      latency === null ? 'no picture' : seconds(latency),
      latency !== null && latency < usualLatencyMs,
    )
  },
}
