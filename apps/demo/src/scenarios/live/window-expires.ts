import { nothingOld, seenTimes } from './expectations.ts'
import { seconds } from '../report.ts'
import type { StreamScenario } from '../scenario.ts'

export const windowExpires: StreamScenario = {
  name: 'window-expires',
  title: 'The encoder never returns',
  detail:
    'The encoder drops, the reconnect window runs out, and the playlist gets its end tag. The player plays to the last ' +
    'picture and says once that the broadcast has ended.',
  row: 'end',
  async play(scene) {
    await scene.steady()
    const faultAt = await scene.inject('encoder-drop')
    await scene.sees(
      'waits for the encoder',
      { status: 'reconnecting', reconnect: 'holding' },
      12_000,
      faultAt,
    )
    const last = scene.events.findLast((event) => event.type === 'segment-listed')
    const endedAt = await scene.inject('window-expiry')
    await scene.sees('ends', { status: 'disconnected', reconnect: null, code: '1000' }, 4000, endedAt)
    const { pictures } = scene.viewer
    const missing = (last?.type === 'segment-listed' ? last.endMs : Infinity) - pictures.newestPaintedMs
    scene.check('played to the last picture', 'at most 0.2 s of it missing', seconds(missing), missing <= 200)
    await scene.pass(1000)
    seenTimes(scene, 'ends once', 'disconnected', faultAt, 1)
    nothingOld(scene, faultAt)
  },
}
