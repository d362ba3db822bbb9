import type { CodeRule, PoliciesInput } from '@standby/core/source'

/** Streampixel's documentation contradicts itself. `docs/decisions/0030-pixel-streaming.md` explains the choices here. */
export type StreampixelCodes = NonNullable<PoliciesInput['codes']>

/** The code of each reason, in the order of the vendor's documentation. */
const reasons: Readonly<Record<string, number>> = {
  'Project Inactive': 4000,
  'Worker Node Unavailable': 4001,
  'Not Available': 4001,
  'Application Not Found': 4002,
  'Application Error': 4003,
  'Maximum Runtime Reached': 4004,
  'No streamer connected': 4005,
}

/** The code for a reason without a code. `null` if the reason is not final. */
export const codeOfWords = (words: unknown): number | null =>
  typeof words == 'string' && Object.hasOwn(reasons, words) ? reasons[words]! : null

const reload: Partial<CodeRule> = { retry: false, recovery: 'reload-page' }

/**
 * The SDK reconnects by itself for 60 s, and can be initialised only once per page load. It would refuse another attempt,
 * so a new attempt needs a reload of the page.
 */
export const sdkCodes: StreampixelCodes = Object.fromEntries(
  [1000, 1001, 1005, 1006, 1011, 1012, 1013, 4001, 4003, 4004, 4005, 4006, 4007].map((code) => [
    code,
    reload,
  ]),
)
