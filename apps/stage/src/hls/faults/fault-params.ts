import { durationParam, faults, type Fault, type FaultName, type FaultParam } from './faults.ts'
import { StageError } from '../../control/stage-error.ts'

export type FaultParams = Readonly<Record<string, number | string>>

/**
 * Checks the parameters of a fault against its description and fills in the defaults.
 * Throws a `StageError` (400) that names the parameter and its allowed values.
 */
export function readFaultParams(name: FaultName, input: unknown): FaultParams {
  return checkParams(name, faults[name], input)
}

/** `readFaultParams` for any fault description. */
export function checkParams(
  name: string,
  fault: Pick<Fault, 'lasting'> & { readonly params?: Fault['params'] | undefined },
  input: unknown,
): FaultParams {
  if (input === undefined || input === null) return checkParams(name, fault, {})
  if (typeof input !== 'object' || Array.isArray(input)) {
    throw new StageError(400, `The parameters of ${name} must be a JSON object.`)
  }
  const known: Record<string, FaultParam> = {
    ...fault.params,
    ...(fault.lasting ? { durationMs: durationParam } : {}),
  }
  const values: Record<string, number | string> = {}
  for (const key of Object.keys(input)) {
    if (!Object.hasOwn(known, key)) {
      throw new StageError(400, `${name} has no parameter "${key}".`, { params: Object.keys(known) })
    }
  }
  for (const [key, param] of Object.entries(known)) {
    const value: unknown = (input as Record<string, unknown>)[key]
    if (value === undefined) {
      if (param.default !== undefined) values[key] = param.default
    } else values[key] = checked(`${key} of ${name}`, param, value)
  }
  return values
}

function checked(what: string, param: FaultParam, value: unknown): number | string {
  if (param.type === 'choice') {
    const text = String(value)
    if (param.choices.includes(text)) return text
    throw new StageError(400, `${what} must be one of: ${param.choices.join(', ')}.`)
  }
  if (typeof value === 'number' && Number.isFinite(value) && value >= param.min && value <= param.max)
    return value
  throw new StageError(400, `${what} must be a number from ${param.min} to ${param.max}.`)
}
