export { whep } from './whep.ts'
export type { WhepOptions } from './options.ts'
