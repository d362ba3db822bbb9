import type { PixelStreamOptions, PixelStreamState, ResolvedPixelStreamOptions } from '@standby/stage'
import { ask } from './ask.ts'
import { interactiveClient, type InteractiveClient } from './interactive-client.ts'
import { poolOfPixelStream } from './pool-state.ts'

/** A pixel stream as the stage describes it. */
interface PixelStreamInfo {
  readonly id: string
  /** Where its players connect. */
  readonly signallingUrl: string
  readonly options: ResolvedPixelStreamOptions
  readonly state: PixelStreamState
}

/** An application that viewers reach over Epic's signalling. */
export interface PixelStreamClient extends Omit<PixelStreamInfo, 'state'>, InteractiveClient {}

/** Asks the stage for a new pixel stream, which is there once its streamers are listed. */
export async function createPixelStream(
  stage: string,
  options: PixelStreamOptions,
): Promise<PixelStreamClient> {
  const { state, ...info } = await ask<PixelStreamInfo>('POST', `${stage}/pixel-streams`, options)
  return { ...info, ...interactiveClient(`${stage}/pixel-streams/${info.id}`, state, poolOfPixelStream) }
}
