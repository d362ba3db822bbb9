import type { ApplicationScenario } from '../scenario.ts'
import { nothingLeft, small } from './expectations.ts'

export const viewerLeaves: ApplicationScenario = {
  name: 'viewer-leaves',
  title: 'The viewer leaves',
  detail:
    'Within a second the stage counts no session, no socket and no peer connection, and the worker is free for the next viewer.',
  over: ['standby', 'epic'],
  row: 'away',
  application: small,
  async play(scene) {
    await scene.streams()
    await scene.counts('one of everything', { sessions: 1, sockets: 1, peerConnections: 1 }, 2000)
    const leftAt = Date.now()
    scene.session.leave()
    scene.report.note('the viewer leaves')
    await scene.sees('has left', { status: 'disconnected', code: '1000' }, 1000, leftAt)
    await nothingLeft(scene, leftAt)
    const end = await scene.event('ended', leftAt)
    scene.check(
      'said so',
      '1000 left',
      `${end.code} ${end.reason}`,
      end.code === 1000 && end.reason === 'left',
    )
  },
}
