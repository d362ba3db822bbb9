import { developerError } from '@standby/core/source'

/** Throws what a developer has to change where an option is given and no whole number from `least` to `most`. */
export function checkWhole(
  call: string,
  option: string,
  value: unknown,
  { least = 1, most = Number.MAX_SAFE_INTEGER, why }: { least?: number; most?: number; why: string },
): void {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most))
    return
  const range = most === Number.MAX_SAFE_INTEGER ? `${count(least)} up` : `${count(least)} to ${count(most)}`
  throw developerError(
    `${call}() was called with a \`${option}\` of ${said(value)}.`,
    why,
    `Give a whole number from ${range}, or leave it out.`,
  )
}

/** The same where an option is given and no function. */
export function checkFunction(call: string, option: string, value: unknown, why: string): void {
  if (value === undefined || typeof value === 'function') return
  throw developerError(
    `${call}() was called with a \`${option}\` of ${said(value)}.`,
    why,
    'Pass a function, or leave it out.',
  )
}

/** The same where an option is given and no object of options. */
export function checkObject(call: string, option: string, value: unknown): void {
  if (value === undefined || (typeof value === 'object' && value !== null)) return
  throw developerError(
    `${call}() was called with a \`${option}\` of ${said(value)}.`,
    'What it should hold would be taken for left out.',
    'Pass an object, or leave it out.',
  )
}

/** A value as the sentence has it; none that may be a secret, or long. */
const said = (value: unknown): string =>
  typeof value === 'number' ? String(value) : value === null ? 'null' : `the type ${typeof value}`

const count = (value: number): string => value.toLocaleString('en-US')
