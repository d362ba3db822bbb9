import { comesBack, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const gapSegments: StreamScenario = {
  name: 'gap-segments',
  title: 'Segments are listed as gaps',
  detail:
    'The packager has no media and lists gaps. The player waits for the far end and plays on with the first segment that has media.',
  row: 'onward',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = await scene.inject('gap')
    await scene.sees('knows that the far end is gone', { farEnd: 'lost' }, 6000, faultAt)
    await scene.sees(
      'waits when nothing is left',
      { status: 'reconnecting', reconnect: 'holding', cause: 'far-end' },
      14_000,
      faultAt,
    )
    const lifted = await scene.lift('gap')
    const { at: cureAt } = await scene.event('segment-listed', lifted, ({ gap }) => !gap)
    await comesBack(scene, {
      faultAt,
      cureAt,
      before,
      newWithinMs: segmentMs + 500,
      movingWithinMs: 2 * segmentMs + 500,
    })
  },
}
