/** The open session protocol as schemas. `docs/protocol.md` describes it. */
export { bounds } from './bounds.ts'
export * from './client-messages.ts'
export * from './server-messages.ts'
export * from './closes.ts'
