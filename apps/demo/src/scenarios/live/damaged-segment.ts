import type { FaultName } from '@standby/stage/faults'
import { playsOn, segmentMs } from './expectations.ts'
import type { StreamScenario } from '../scenario.ts'

/** A scenario in which one segment cannot be played. */
export function damagedSegment(
  fault: FaultName,
  words: Pick<StreamScenario, 'name' | 'title' | 'detail'>,
): StreamScenario {
  return {
    ...words,
    row: 'segment',
    async play(scene) {
      await scene.steady()
      const faultAt = await scene.inject(fault)
      const listed = await scene.event('segment-listed', faultAt, (event) => event.fault === fault)
      // Two segments after the damaged one.
      const pastMs = listed.endMs + 2 * segmentMs
      await playsOn(scene, { faultAt, pastMs, stalls: 1, maxStopMs: segmentMs + 500 })
    },
  }
}
