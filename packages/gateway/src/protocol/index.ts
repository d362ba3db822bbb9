/** The open session protocol, as schemas: what `docs/protocol.md` says in words. */
export { bounds } from './bounds.ts'
export * from './client-messages.ts'
export * from './server-messages.ts'
export * from './closes.ts'
