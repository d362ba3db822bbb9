import { type Refreshable, urlWithoutSecrets } from '@standby/core/source'

/** The default id of a session. If `url` is a function, it depends only on `app`: the address is unknown. */
export function gatewayId(url: Refreshable<string>, app: string): string {
  return typeof url === 'string' ? `${urlWithoutSecrets(url)}#${app}` : `gateway#${app}`
}
