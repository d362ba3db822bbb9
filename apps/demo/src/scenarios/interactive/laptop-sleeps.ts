import type { ApplicationScenario } from '../scenario.ts'
import { sameWorker, small } from './expectations.ts'

export const laptopSleeps: ApplicationScenario = {
  name: 'laptop-sleeps',
  title: 'The laptop sleeps for ten minutes',
  detail:
    'The clock jumps and the socket is lost. After the laptop wakes, the viewer has the whole time to answer, and a key press keeps the session and its worker.',
  over: ['standby', 'epic'],
  row: 'away',
  application: small,
  drivesPage: true,
  player: { afk: { warnAfterMs: 120_000, graceMs: 30_000 } },
  async play(scene) {
    const { worker } = await scene.streams()
    await scene.inject('network-drop')
    scene.page.skip(600_000)
    const wokeAt = Date.now()
    scene.report.note('ten minutes later the laptop wakes')
    await scene.sees('asks who is there', { status: 'idle' }, 3000, wokeAt)
    const inputAt = scene.input()
    await scene.sees('goes on', { status: 'streaming' }, 1000, inputAt)
    await scene.sees('signalling is back', { status: 'streaming', signalling: null }, 8000)
    sameWorker(scene, worker)
  },
}
