import type { FaultName } from '@standby/stage/faults'
import { staysQuiet } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

/** A scenario in which the stream is refused from the start, for a reason that trying again does not change. */
export function refusal(
  fault: FaultName,
  end: { readonly cause: string; readonly code: string },
  words: Pick<StreamScenario, 'name' | 'title' | 'detail'>,
): StreamScenario {
  return {
    ...words,
    row: 'refusal',
    player: { faultBefore: fault },
    async play(scene) {
      await scene.sees('fails and names the cause', { status: 'failed', ...end }, 15_000)
      await staysQuiet(scene)
    },
  }
}
