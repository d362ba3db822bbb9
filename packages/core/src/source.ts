/** What the author of a source needs. */
export type * from './contract.ts'
export type * from './environment.ts'
