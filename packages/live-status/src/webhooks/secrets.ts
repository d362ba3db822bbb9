import { developerError } from '@standby/core/source'

export type Secrets = string | readonly string[]

/** The signing secrets as a list. Throws without one, which mostly means that an environment variable is not set. */
export function secretsOf(provider: string, secret: Secrets | undefined, place: string): readonly string[] {
  const secrets = typeof secret === 'string' ? [secret] : (secret ?? [])
  if (secrets.length === 0 || secrets.some((one) => typeof one !== 'string' || one.trim() === ''))
    throw developerError(
      `${provider}() was called without a signing secret.`,
      'Anyone could send events, and every viewer would get them.',
      `Pass the webhook’s signing secret from ${place}: ${provider}({ secret: process.env.${provider.toUpperCase()}_WEBHOOK_SECRET }).`,
    )
  return secrets.map((one) => one.trim())
}
