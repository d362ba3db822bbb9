import type { ApplicationScenario } from '../scenario.ts'
import { small } from './expectations.ts'

export const streamerNotFound: ApplicationScenario = {
  name: 'streamer-not-found',
  title: 'The streamer is not there yet',
  detail:
    'A worker was given and nothing streams from it: 4005. It is asked again by itself, and then it streams.',
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
