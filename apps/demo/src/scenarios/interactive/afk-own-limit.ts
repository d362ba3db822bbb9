import type { ApplicationScenario } from '../scenario.ts'
import { nothingLeft, small } from './expectations.ts'

export const afkOwnLimit: ApplicationScenario = {
  name: 'afk-own-limit',
  title: 'The player ends an inactive session',
  detail:
    'Two seconds without input, then two to answer. Messages between the page and the far end do not count as input: the session ends with 4004.',
  over: ['standby', 'epic'],
  row: 'limits',
  application: small,
  player: { afk: { warnAfterMs: 2000, graceMs: 2000 } },
  async play(scene) {
    await scene.sees('streams', { status: 'streaming' }, 20_000)
    const chatter = setInterval(() => {
      scene.session.send({ still: 'talking' })
      void scene.application.say({ message: { still: 'talking' } })
    }, 250)
    try {
      const warned = await scene.sees('warns all the same', { status: 'idle' }, 5000)
      await scene.sees('ends', { status: 'disconnected', code: '4004' }, 4000, warned.at)
    } finally {
      clearInterval(chatter)
    }
    const said = scene.events.filter(({ type }) => type === 'message').length
    scene.check('data went on', 'at least 4 messages', String(said), said >= 4)
    await nothingLeft(scene, Date.now(), 1000)
  },
}
