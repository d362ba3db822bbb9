import * as v from 'valibot'
import { StageError } from '../control/stage-error.ts'
import { platformNames } from './platform-names.ts'
import type { WebhookSenderOptions, WebhookSwitches } from './webhook.ts'

const isLoopback = (url: string): boolean => {
  try {
    return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
  } catch {
    return false
  }
}

const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))
const switches = {
  delayMs: v.optional(whole(600_000)),
  duplicates: v.optional(whole(10)),
  disorder: v.optional(v.boolean()),
  lose: v.optional(whole(1000)),
}
const switchesSchema = v.strictObject(switches)
const optionsSchema = v.strictObject({
  platform: v.picklist(platformNames),
  // Any program on this machine can command the stage, so it posts only to this machine.
  url: v.pipe(v.string(), v.check(isLoopback, 'must be an address on this machine')),
  secret: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  ...switches,
})

/** Checks options that come from outside. Throws a `StageError` (400) that names the field. */
export const readSenderOptions = (input: unknown): WebhookSenderOptions =>
  read(optionsSchema, input) as WebhookSenderOptions

export const readSwitches = (input: unknown): Partial<WebhookSwitches> =>
  read(switchesSchema, input) as Partial<WebhookSwitches>

function read<Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, input)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new StageError(400, `Webhooks: ${v.getDotPath(issue) ?? 'options'}: ${issue.message}.`)
}
