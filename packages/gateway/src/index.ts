export { gateway } from './gateway.ts'
export type { GatewayOptions, MediaFactory } from './options.ts'
export type { WebSocketClass, WebSocketLike } from './channel/web-socket.ts'
