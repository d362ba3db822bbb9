import type { ApplicationScenario } from '../scenario.ts'
import { small } from './expectations.ts'

const stepCount = 3

/** A scenario in which a viewer is the last of `length` in the queue and moves up to a worker. */
export function queueOf(
  length: number,
  words: Pick<ApplicationScenario, 'name' | 'title' | 'detail' | 'over'>,
): ApplicationScenario {
  return {
    ...words,
    row: 'queue',
    application: small,
    // One of the simulated viewers has the worker.
    player: { workersBefore: 1, viewersBefore: length },
    async play(scene) {
      await scene.sees('waits', { status: 'queued' }, 5000)
      await scene.stands(length)
      let ahead = length - 1
      for (let step = stepCount; step > 0 && ahead > 0; step--) {
        const leave = Math.ceil(ahead / step)
        await scene.application.removeViewers(leave)
        ahead -= leave
        scene.report.note(`${leave} ahead leave`)
        await scene.stands(ahead + 1)
      }
      const freeAt = Date.now()
      await scene.application.removeViewers()
      scene.report.note('the worker is free')
      await scene.streams(freeAt)
      const seen = scene.viewer.view.since(0).map(({ status }) => status)
      scene.check(
        'never fails on the way',
        'no',
        String(seen.includes('failed') ? 'failed' : 'no'),
        !seen.includes('failed'),
      )
    },
  }
}
