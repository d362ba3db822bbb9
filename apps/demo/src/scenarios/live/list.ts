import { encoderReturns } from './encoder-returns.ts'
import { playlistFreezes } from './playlist-freezes.ts'
import { windowExpires } from './window-expires.ts'
import { streamEnds } from './stream-ends.ts'
import { playlist404 } from './playlist-404.ts'
import { playlist500 } from './playlist-500.ts'
import { playlistResets } from './playlist-resets.ts'
import { playlistHangs } from './playlist-hangs.ts'
import { packagerRemoves } from './packager-removes.ts'
import { sequenceRestarts } from './sequence-restarts.ts'
import { briefRestart } from './brief-restart.ts'
import { sequenceOverlaps } from './sequence-overlaps.ts'
import { timestampsReset } from './timestamps-reset.ts'
import { discontinuity } from './discontinuity.ts'
import { gapSegments } from './gap-segments.ts'
import { sequenceLeaps } from './sequence-leaps.ts'
import { notLiveYet } from './not-live-yet.ts'
import { preconditionFailed } from './precondition-failed.ts'
import { emptyPlaylist } from './empty-playlist.ts'
import { liveAgain } from './live-again.ts'
import { watchForRestart } from './watch-for-restart.ts'
import { newAsset } from './new-asset.ts'
import { segmentCorrupt } from './segment-corrupt.ts'
import { segmentMissing } from './segment-missing.ts'
import { segmentTruncated } from './segment-truncated.ts'
import { lowLatency } from './low-latency.ts'
import { platformWaits } from './platform-waits.ts'
import { slate } from './slate.ts'
import { autoplayRefused } from './autoplay-refused.ts'
import { viewerPauses } from './viewer-pauses.ts'
import { viewerOffline } from './viewer-offline.ts'
import { signatureRenewed } from './signature-renewed.ts'
import { signatureExpired } from './signature-expired.ts'
import { corsRefused } from './cors-refused.ts'
import { forbidden } from './forbidden.ts'
import { notAPlaylist } from './not-a-playlist.ts'
import type { StreamScenario } from '../scenario.ts'

/** Every scenario of a stream, in the order of the table that it proves. */
export const streamScenarios: readonly StreamScenario[] = [
  encoderReturns,
  playlistFreezes,
  windowExpires,
  streamEnds,
  lowLatency,
  platformWaits,
  slate,
  playlist404,
  playlist500,
  playlistResets,
  playlistHangs,
  packagerRemoves,
  sequenceRestarts,
  briefRestart,
  sequenceOverlaps,
  timestampsReset,
  discontinuity,
  gapSegments,
  sequenceLeaps,
  notLiveYet,
  preconditionFailed,
  emptyPlaylist,
  liveAgain,
  watchForRestart,
  newAsset,
  segmentCorrupt,
  segmentMissing,
  segmentTruncated,
  autoplayRefused,
  viewerPauses,
  viewerOffline,
  signatureRenewed,
  signatureExpired,
  corsRefused,
  forbidden,
  notAPlaylist,
]
