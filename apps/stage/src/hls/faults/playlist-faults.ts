import type { ServerResponse } from 'node:http'
import type { FaultName } from './faults.ts'
import type { Stream } from '../stream.ts'

const htmlPage =
  '<!doctype html>\n<html lang="en"><title>Sign in</title><p>Please sign in to this network.</p></html>\n'

/**
 * Lets an active fault answer a playlist request instead of the playlist. Returns whether one did.
 * The order is fixed: of several active faults, the one that withholds most wins.
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
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(htmlPage)
    return true
  }
  return false
}
