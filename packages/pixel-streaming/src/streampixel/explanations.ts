import type { Explanations } from '@standby/core/source'

/** The ends of the SDK that a developer can fix, by their reason. */
export const explanations: Explanations = {
  'already-initialised': () => [
    "Streampixel's SDK was initialised before in this page.",
    'It can be initialised only once per page load, and its only application is already used.',
    'Keep one session for the life of the page, or reload the page before the next one (the session ends with the recovery `reload-page`).',
  ],
  refused: () => [
    "Streampixel's SDK returned no application.",
    'It does not say why: the `appId` is unknown, this domain is not on the project’s list, or the network failed.',
    'Check the project’s id and its allowed domains in the dashboard.',
  ],
  'sdk-unsupported': () => [
    "Streampixel's SDK refuses this browser.",
    'The browser has no WebRTC, or no common codec.',
    'Leave `primaryCodec` and `fallBackCodec` to the dashboard, or offer another stream to viewers with such a browser.',
  ],
}
