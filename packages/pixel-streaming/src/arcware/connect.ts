import { PixelStreamingConnection } from '../connection/connection.ts'
import type { Connect } from '../connection/connect.ts'
import { arcwareProtocol } from './arcware-protocol.ts'

export const connect: Connect = (link, options) =>
  new PixelStreamingConnection(link, options, arcwareProtocol)
