import { developerError } from '@standby/core/source'

/** Throws a developer error when an option is set, but is no whole number from `min` to `max`. */
export function checkWhole(
  call: string,
  option: string,
  value: unknown,
  { min = 1, max = Number.MAX_SAFE_INTEGER, why }: { min?: number; max?: number; why: string },
): void {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max)) return
  const range = max === Number.MAX_SAFE_INTEGER ? `${count(min)} up` : `${count(min)} to ${count(max)}`
  throw developerError(
    `${call}() was called with a \`${option}\` of ${said(value)}.`,
    why,
    `Pass a whole number from ${range}, or leave it out.`,
  )
}

/** The same when an option is set, but is no function. */
export function checkFunction(call: string, option: string, value: unknown, why: string): void {
  if (value === undefined || typeof value === 'function') return
  throw developerError(
    `${call}() was called with a \`${option}\` of ${said(value)}.`,
    why,
    'Pass a function, or leave it out.',
  )
}

/** The same when an option is set, but is no object. */
export function checkObject(call: string, option: string, value: unknown): void {
  if (value === undefined || (typeof value === 'object' && value !== null)) return
  throw developerError(
    `${call}() was called with a \`${option}\` of ${said(value)}.`,
    'The settings in it would be ignored.',
    'Pass an object, or leave it out.',
  )
}

/** A value as text for an error. A value that may be secret or long is not shown, only its type. */
const said = (value: unknown): string =>
  typeof value === 'number' ? String(value) : value === null ? 'null' : `the type ${typeof value}`

const count = (value: number): string => value.toLocaleString('en-US')
