import { StageError } from './stage-error.ts'

/** `accepts` checks a value; `says` describes the allowed values, such as `a string`. */
export interface OptionRule {
  accepts: (value: unknown) => boolean
  says: string
}

export const oneOf = (...values: readonly unknown[]): OptionRule => ({
  accepts: (value) => values.includes(value),
  says: `one of: ${values.join(', ')}`,
})
export const between = (min: number, max: number): OptionRule => ({
  accepts: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  says: `a whole number from ${min} to ${max}`,
})
const even = (min: number, max: number): OptionRule => ({
  accepts: (value) => between(min, max).accepts(value) && (value as number) % 2 === 0,
  says: `an even number from ${min} to ${max}`,
})
/** Milliseconds, max one day. */
export const duration = between(0, 86_400_000)
export const name: OptionRule = {
  accepts: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/i.test(value),
  says: 'letters, digits and hyphens, max 40',
}

/** Limits of a worker's picture. */
export const pictureRules = {
  width: even(160, 1280),
  height: even(90, 720),
  fps: between(1, 60),
  kbps: between(50, 8000),
}

/**
 * Checks options that come from outside and drops undefined ones. Throws a `StageError` (400) that names the field.
 * `what` starts the error text, such as `Application`.
 */
export function checkOptions<Options extends object>(
  what: string,
  input: unknown,
  rules: Readonly<Record<keyof Options, OptionRule>>,
): Partial<Options> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new StageError(400, `${what} options must be a JSON object.`)
  for (const [key, value] of Object.entries(input)) {
    const rule = Object.hasOwn(rules, key) ? rules[key as keyof Options] : undefined
    if (!rule)
      throw new StageError(400, `There is no ${what.toLowerCase()} option "${key}".`, {
        options: Object.keys(rules),
      })
    if (value !== undefined && !rule.accepts(value)) throw new StageError(400, `${key} must be ${rule.says}.`)
  }
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as Partial<Options>
}
