import type { CodeRule, PoliciesInput } from '@standby/core/source'

/** What Streampixel's pages disagree on, decided; `docs/decisions/0030-pixel-streaming.md` has both sides. */
export type StreampixelCodes = NonNullable<PoliciesInput['codes']>

/** In the order in which the vendor's words and codes are listed. */
const reasons: Readonly<Record<string, number>> = {
  'Project Inactive': 4000,
  'Worker Node Unavailable': 4001,
  'Not Available': 4001,
  'Application Not Found': 4002,
  'Application Error': 4003,
  'Maximum Runtime Reached': 4004,
  'No streamer connected': 4005,
}

/** The code for words that came without one; `null` where they mean nothing final. */
export const codeOfWords = (words: unknown): number | null =>
  typeof words == 'string' && Object.hasOwn(reasons, words) ? reasons[words]! : null

const reload: Partial<CodeRule> = { retry: false, recovery: 'reload-page' }

/**
 * The SDK reconnects by itself, for a minute, and can be initialised once a page: another attempt of ours would be refused
 * by it, so whatever could help needs a page that is loaded anew.
 */
export const sdkCodes: StreampixelCodes = Object.fromEntries(
  [1000, 1001, 1005, 1006, 1011, 1012, 1013, 4001, 4003, 4004, 4005, 4006, 4007].map((code) => [
    code,
    reload,
  ]),
)
