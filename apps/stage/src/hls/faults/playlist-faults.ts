import type { ServerResponse } from 'node:http'
import type { FaultName } from './faults.ts'
import type { Stream } from '../stream.ts'

const PAGE =
  '<!doctype html>\n<html lang="en"><title>Sign in</title><p>Please sign in to this network.</p></html>\n'

/**
 * Lets the fault that holds now answer a playlist request in place of the playlist. Returns whether one did.
 * The order is fixed: where several hold, the one that keeps most from the viewer wins.
 */
export function playlistFault(
  stream: Stream,
  kind: 'master' | 'playlist',
  response: ServerResponse,
): boolean {
  const holds = (fault: FaultName): boolean => {
    const target = stream.faults.get(fault)?.params['target']
    return target === 'all' || target === (kind === 'master' ? 'multivariant' : 'media')
  }
  if (holds('playlist-hang')) {
    const release = stream.hang(() => response.socket?.resetAndDestroy())
    response.once('close', release)
    return true
  }
  if (holds('playlist-reset')) {
    response.socket?.resetAndDestroy()
    return true
  }
  if (holds('playlist-500')) {
    response.writeHead(500).end()
    return true
  }
  if (holds('playlist-404')) {
    response.writeHead(404).end()
    return true
  }
  if (holds('html-page')) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
    return true
  }
  return false
}
