import type { ApplicationOptions, ApplicationState, ResolvedApplicationOptions } from '@standby/stage'
import { ask } from './ask.ts'
import { interactiveClient, type InteractiveClient } from './interactive-client.ts'
import { poolOfApplication } from './pool-state.ts'

/** The stage's description of an application behind the gateway. */
interface ApplicationInfo {
  readonly id: string
  /** The URL that its viewers connect to. */
  readonly gatewayUrl: string
  readonly options: Omit<ResolvedApplicationOptions, 'ticket'>
  readonly state: ApplicationState
}

/** An application over the open session protocol. */
export interface ApplicationClient extends Omit<ApplicationInfo, 'state'>, InteractiveClient {}

/** Creates an application on the stage. Its workers may still be starting: viewers wait for them in the queue. */
export async function createApplication(
  stage: string,
  options: ApplicationOptions,
): Promise<ApplicationClient> {
  const { state, ...info } = await ask<ApplicationInfo>('POST', `${stage}/applications`, options)
  return { ...info, ...interactiveClient(`${stage}/applications/${info.id}`, state, poolOfApplication) }
}
