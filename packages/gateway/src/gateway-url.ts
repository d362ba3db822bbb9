import { type Refreshable, urlWithoutSecrets } from '@standby/core/source'

/** The id of a session that was given none. A gateway behind a function can only be told by its author. */
export function gatewayId(url: Refreshable<string>, app: string): string {
  return typeof url === 'string' ? `${urlWithoutSecrets(url)}#${app}` : `gateway#${app}`
}
