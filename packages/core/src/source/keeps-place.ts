import type { CloseReason } from './source-contract.ts'

/** Whether a viewer keeps the place after a close of our side for this reason. Any other close releases it. */
export const keepsPlace = (reason: CloseReason | undefined): boolean =>
  reason === 'retry' || reason === 'taken-over'
