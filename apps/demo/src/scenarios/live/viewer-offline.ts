import { comesBack } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

export const viewerOffline: StreamScenario = {
  name: 'viewer-offline',
  title: 'The viewer goes offline',
  detail:
    'The viewer’s device loses its network. The player plays its buffer and waits. It is back within two seconds after the network, with the latency from before.',
  row: 'offline',
  async play(scene) {
    const before = await scene.steady()
    const faultAt = Date.now()
    scene.viewer.setOnline(false)
    scene.report.note('the viewer is offline')
    await scene.sees(
      'knows that it is the viewer’s network',
      { status: 'reconnecting', reconnect: 'retrying', cause: 'network' },
      14_000,
      faultAt,
    )
    await scene.pass(1000)
    const cureAt = Date.now()
    scene.viewer.setOnline(true)
    scene.report.note('the viewer is online')
    await comesBack(scene, { faultAt, cureAt, before, movingWithinMs: 2000, latencyWithinMs: 6000 })
  },
}
