import { developerError } from '@standby/core/source'
import type { Close } from '../close-reading.ts'

/** What happened, why it is a problem, how to fix it. */
const explanations: Readonly<Record<string, readonly [what: string, why: string, fix: string]>> = {
  'already-initialised': [
    "Streampixel's SDK was initialised before in this page.",
    'It can be once a page load: what it made is gone, and it makes nothing more.',
    'Keep one session for as long as the page lives, or load the page anew before the next one (the session ends with the recovery `reload-page`).',
  ],
  refused: [
    "Streampixel's SDK made no application.",
    'It does not say why: the `appId` is unknown, this domain is not on the project’s list, or the network failed.',
    'Check the project’s id and its allowed domains in the dashboard.',
  ],
  'sdk-unsupported': [
    "Streampixel's SDK refuses this browser.",
    'It found neither WebRTC nor a codec in common.',
    'Leave `primaryCodec` and `fallBackCodec` to the dashboard, or offer another stream to those who cannot.',
  ],
}

/** Says in the console what a developer can do about an end that is theirs to mend. */
export function explainSdkClose({ reason = '' }: Close): void {
  if (Object.hasOwn(explanations, reason)) console.error(developerError(...explanations[reason]!).message)
}
