import type { PixelStreamOptions, PixelStreamState, ResolvedPixelStreamOptions } from '@standby/stage'
import { ask } from './ask.ts'
import { interactiveClient, type InteractiveClient } from './interactive-client.ts'
import { poolOfPixelStream } from './pool-state.ts'

/** The stage's description of a pixel stream. */
interface PixelStreamInfo {
  readonly id: string
  /** The URL that its players connect to. */
  readonly signallingUrl: string
  readonly options: ResolvedPixelStreamOptions
  readonly state: PixelStreamState
}

/** An application over Epic's signalling. */
export interface PixelStreamClient extends Omit<PixelStreamInfo, 'state'>, InteractiveClient {}

/** Creates a pixel stream on the stage. Resolves when its streamers are listed. */
export async function createPixelStream(
  stage: string,
  options: PixelStreamOptions,
): Promise<PixelStreamClient> {
  const { state, ...info } = await ask<PixelStreamInfo>('POST', `${stage}/pixel-streams`, options)
  return { ...info, ...interactiveClient(`${stage}/pixel-streams/${info.id}`, state, poolOfPixelStream) }
}
