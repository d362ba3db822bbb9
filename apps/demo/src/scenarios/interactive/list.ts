import { sevenStatuses } from './seven-statuses.ts'
import { queueOf1 } from './queue-of-1.ts'
import { queueOf12 } from './queue-of-12.ts'
import { queueOf300 } from './queue-of-300.ts'
import { positionWorsens } from './position-worsens.ts'
import { goingAwayInQueue } from './going-away-in-queue.ts'
import { networkDropsInQueue } from './network-drops-in-queue.ts'
import { offerAccepted } from './offer-accepted.ts'
import { offerMissed } from './offer-missed.ts'
import { offerDeclined } from './offer-declined.ts'
import { afkFarEnd } from './afk-far-end.ts'
import { afkStay } from './afk-stay.ts'
import { afkOwnLimit } from './afk-own-limit.ts'
import { maxRuntime } from './max-runtime.ts'
import { projectDisabled } from './project-disabled.ts'
import { queueClosed } from './queue-closed.ts'
import { queueOpen } from './queue-open.ts'
import { appNotFound } from './app-not-found.ts'
import { launchFails } from './launch-fails.ts'
import { streamerNotFound } from './streamer-not-found.ts'
import { overload } from './overload.ts'
import { applicationQuits } from './application-quits.ts'
import { kicked } from './kicked.ts'
import { projectDisabledRunning } from './project-disabled-running.ts'
import { takenOver } from './taken-over.ts'
import { networkDrops } from './network-drops.ts'
import { silentSocket } from './silent-socket.ts'
import { serverRestarts } from './server-restarts.ts'
import { flappingNetwork } from './flapping-network.ts'
import { resumeRefused } from './resume-refused.ts'
import { workerFrozen } from './worker-frozen.ts'
import { mediaDead } from './media-dead.ts'
import { workerCrash } from './worker-crash.ts'
import { viewerLeaves } from './viewer-leaves.ts'
import { tabHidden } from './tab-hidden.ts'
import { laptopSleeps } from './laptop-sleeps.ts'
import type { ApplicationScenario } from '../scenario.ts'

/** Every scenario of an interactive application, in the order of a session. */
export const applicationScenarios: readonly ApplicationScenario[] = [
  sevenStatuses,
  queueOf1,
  queueOf12,
  queueOf300,
  positionWorsens,
  goingAwayInQueue,
  networkDropsInQueue,
  offerAccepted,
  offerMissed,
  offerDeclined,
  afkFarEnd,
  afkStay,
  afkOwnLimit,
  maxRuntime,
  projectDisabled,
  queueClosed,
  queueOpen,
  appNotFound,
  launchFails,
  streamerNotFound,
  overload,
  applicationQuits,
  kicked,
  projectDisabledRunning,
  takenOver,
  networkDrops,
  silentSocket,
  serverRestarts,
  flappingNetwork,
  resumeRefused,
  workerFrozen,
  mediaDead,
  workerCrash,
  viewerLeaves,
  tabHidden,
  laptopSleeps,
]
