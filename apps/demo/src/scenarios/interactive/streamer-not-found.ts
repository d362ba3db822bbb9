import type { ApplicationScenario } from '../scenario.ts'
import { small } from './expectations.ts'

export const streamerNotFound: ApplicationScenario = {
  name: 'streamer-not-found',
  title: 'The streamer is not there yet',
  detail:
    'The viewer has a worker, but its streamer is not there: 4005. The player asks again by itself, and then it streams.',
  over: ['standby', 'epic'],
  row: 'refused',
  application: small,
  player: { faultBefore: 'streamer-not-found', workersBefore: 1 },
  async play(scene) {
    await scene.sees('asks again', { status: 'reconnecting', reconnect: 'retrying', code: '4005' }, 5000)
    const cureAt = await scene.lift('streamer-not-found')
    await scene.streams(cureAt)
  },
}
