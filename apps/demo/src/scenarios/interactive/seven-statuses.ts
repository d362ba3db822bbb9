import type { ApplicationScenario } from '../scenario.ts'
import { small } from './expectations.ts'

export const sevenStatuses: ApplicationScenario = {
  name: 'seven-statuses',
  title: 'The seven statuses of a session',
  detail:
    'Requesting, queued, connecting, streaming, idle, disconnected by the viewer. Then the viewer starts again, but the application is gone: failed.',
  over: ['standby', 'epic'],
  row: 'statuses',
  application: small,
  player: { workersBefore: 1, viewersBefore: 1, afk: { warnAfterMs: 2000, graceMs: 20_000 } },
  async play(scene) {
    await scene.sees('asks', { status: 'requesting' }, 2000, 0)
    await scene.sees('waits', { status: 'queued' }, 3000)
    const freeAt = Date.now()
    await scene.application.removeViewers()
    // A server that does not announce places is asked for one every few seconds.
    await scene.sees('connects', { status: 'connecting' }, 8000, freeAt)
    await scene.streams(freeAt)
    await scene.sees('idle', { status: 'idle' }, 5000, freeAt)
    const leftAt = await scene.press('afk-warning-leave', 'the viewer leaves')
    await scene.sees('has left', { status: 'disconnected', code: '1000' }, 2000, leftAt)
    await scene.inject('app-not-found')
    const pressedAt = await scene.press('disconnect-screen-retry', 'the viewer starts again')
    await scene.sees('fails', { status: 'failed', code: '4002' }, 3000, pressedAt)
  },
}
