import { malformedMessages } from './malformed-messages.ts'
import { mediaClosed } from './media-closed.ts'
import { noStreamer } from './no-streamer.ts'
import { signallingKilled } from './signalling-killed.ts'
import { streamerCrashes } from './streamer-crashes.ts'
import { streamerFrozen } from './streamer-frozen.ts'
import { streamerFull } from './streamer-full.ts'
import { streamerReturns } from './streamer-returns.ts'
import type { ApplicationScenario } from '../scenario.ts'

/** The scenarios that only a pixel stream can play. */
export const pixelStreamScenarios: readonly ApplicationScenario[] = [
  streamerFull,
  noStreamer,
  signallingKilled,
  streamerReturns,
  streamerCrashes,
  streamerFrozen,
  mediaClosed,
  malformedMessages,
]
