import type { ApplicationOptions, ApplicationState, ResolvedApplicationOptions } from '@standby/stage'
import { ask } from './ask.ts'
import { interactiveClient, type InteractiveClient } from './interactive-client.ts'
import { poolOfApplication } from './pool-state.ts'

/** An application behind the gateway as the stage describes it. */
interface ApplicationInfo {
  readonly id: string
  /** Where its viewers connect. */
  readonly gatewayUrl: string
  readonly options: Omit<ResolvedApplicationOptions, 'ticket'>
  readonly state: ApplicationState
}

/** An application that viewers reach over the open session protocol. */
export interface ApplicationClient extends Omit<ApplicationInfo, 'state'>, InteractiveClient {}

/** Asks the stage for a new application. Its workers may still be starting: viewers wait for them in the queue. */
export async function createApplication(
  stage: string,
  options: ApplicationOptions,
): Promise<ApplicationClient> {
  const { state, ...info } = await ask<ApplicationInfo>('POST', `${stage}/applications`, options)
  return { ...info, ...interactiveClient(`${stage}/applications/${info.id}`, state, poolOfApplication) }
}
