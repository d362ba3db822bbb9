import { small } from '../interactive/expectations.ts'
import type { ApplicationScenario } from '../scenario.ts'

export const noStreamer: ApplicationScenario = {
  name: 'no-streamer',
  title: 'No streamer is there',
  detail:
    'The server lists no streamer: the player shows 4005. It asks again, and streams when a streamer is there.',
  over: ['epic'],
  row: 'refused',
  application: small,
  player: { faultBefore: 'no-streamer' },
  async play(scene) {
    await scene.sees('asks again', { status: 'reconnecting', reconnect: 'retrying', code: '4005' }, 15_000)
    const cureAt = await scene.lift('no-streamer')
    await scene.streams(cureAt)
  },
}
