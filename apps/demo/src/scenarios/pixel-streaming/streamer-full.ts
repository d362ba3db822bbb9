import { small } from '../interactive/expectations.ts'
import type { ApplicationScenario } from '../scenario.ts'

export const streamerFull: ApplicationScenario = {
  name: 'streamer-full',
  title: 'The streamer is taken',
  detail:
    'Epic’s server has no queue and refuses a viewer without a place. The viewer waits, asks again on the same socket, and streams when the other viewer has left.',
  over: ['epic'],
  row: 'queue',
  application: small,
  player: { viewersBefore: 1 },
  async play(scene) {
    const waits = await scene.sees('waits', { status: 'queued' }, 5000)
    await scene.pass(4000)
    const freeAt = Date.now()
    await scene.application.removeViewers()
    scene.report.note('the other player leaves')
    await scene.streams(freeAt)
    const joined = scene.events.filter((event) => event.type === 'joined' && !event.simulated)
    scene.check('one socket all the time', '1', String(joined.length), joined.length === 1)
    const left = scene.viewer.view.since(waits.at).map(({ status }) => status)
    scene.check(
      'waits until it connects',
      'queued, connecting, streaming',
      [...new Set(left)].join(', '),
      [...new Set(left)].join() === 'queued,connecting,streaming',
    )
  },
}
