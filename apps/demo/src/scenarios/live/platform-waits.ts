import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const platformWaits: StreamScenario = {
  name: 'platform-waits',
  title: 'The platform says that its encoder is gone',
  detail:
    'A webhook says so while the player still has media, and says how long the platform waits. The countdown is exact, and the picture goes on when the encoder is back.',
  row: 'status',
  stream: { platform: 'mux' },
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('encoder-drop')
    // From a frozen playlist alone the player would know it after two and a half target durations.
    await scene.sees('is told at once', { status: 'streaming', farEnd: 'lost' }, 2500, faultAt)
    await scene.sees(
      'waits',
      { status: 'reconnecting', reconnect: 'holding', cause: 'far-end' },
      12_000,
      faultAt,
    )
    const banner = await scene.until(
      'there is a countdown',
      () => scene.viewer.text('reconnect-banner') ?? undefined,
    )
    scene.check('it is exact', 'Waiting up to', banner, banner.includes('Waiting up to'))
    const back = await scene.inject('encoder-return')
    const { at: cureAt, run } = await scene.newRun(back)
    await comesBack(scene, {
      faultAt,
      cureAt,
      run,
      before,
      newWithinMs: 1000,
      movingWithinMs: segmentMs + 1000,
    })
  },
}
