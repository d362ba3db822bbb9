import { developerError } from '@standby/core/source'
import type { Close } from '../signalling/close-reading.ts'

/** What happened, why it is a problem, how to fix it. */
const explanations: Readonly<Record<string, readonly [what: string, why: string, fix: string]>> = {
  'already-initialised': [
    "Streampixel's SDK was initialised before in this page.",
    'It can be initialised only once per page load, and its only application is already used.',
    'Keep one session for the life of the page, or reload the page before the next one (the session ends with the recovery `reload-page`).',
  ],
  refused: [
    "Streampixel's SDK returned no application.",
    'It does not say why: the `appId` is unknown, this domain is not on the project’s list, or the network failed.',
    'Check the project’s id and its allowed domains in the dashboard.',
  ],
  'sdk-unsupported': [
    "Streampixel's SDK refuses this browser.",
    'The browser has no WebRTC, or no common codec.',
    'Leave `primaryCodec` and `fallBackCodec` to the dashboard, or offer another stream to viewers with such a browser.',
  ],
}

/** Explains in the console an end that a developer can fix. */
export function explainSdkClose({ reason = '' }: Close): void {
  if (Object.hasOwn(explanations, reason)) console.error(developerError(...explanations[reason]!).message)
}
