/** What is loaded when a session connects. */
export { GatewayConnection } from './connection.ts'
export { releasePlace } from './release-place.ts'
