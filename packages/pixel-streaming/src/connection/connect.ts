import type { SourceConnection, SourceLink } from '@standby/core/source'
import { PixelStreamingConnection } from './connection.ts'
import type { PixelStreamingOptions } from '../options.ts'

/** Opens a connection to a vendor's servers. Its module is loaded when a session connects. */
export type Connect = (link: SourceLink, options: PixelStreamingOptions) => SourceConnection

export const connect: Connect = (link, options) => new PixelStreamingConnection(link, options, {})
