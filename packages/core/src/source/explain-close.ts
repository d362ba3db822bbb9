import { developerError } from '../environment/developer-error.ts'
import { urlWithoutSecrets } from '../network/url-without-secrets.ts'
import type { Close } from './nested-source.ts'
import type { Refreshable } from './source-contract.ts'

/** Three sentences, each with its full stop: what happened, why it is a problem, how to fix it. */
export type Explanation = readonly [what: string, why: string, fix: string]

/** An explanation for each `reason` or `cause` that a developer can fix. `farEnd`: its address, or a name for it. */
export type Explanations = Readonly<Record<string, (farEnd: string) => Explanation>>

/** The far end in an explanation. */
export interface NamedFarEnd {
  /** Begins a sentence if the address is unknown: `The endpoint`. */
  readonly name: string
  /** Shown without its secrets. A function is not called. */
  readonly address?: Refreshable<string>
}

/** Explains a close to developers in the console, if there is an explanation for its reason or else its cause. */
export function explainClose(
  { code, reason, cause }: Close,
  explanations: Explanations,
  { name, address }: NamedFarEnd,
): void {
  const known = (key = '') => (Object.hasOwn(explanations, key) ? explanations[key] : undefined)
  // A stream that ended as planned needs no explanation, whatever its cause.
  const explanation = known(reason) ?? (code === 1000 ? undefined : known(cause))
  if (!explanation) return
  const farEnd = typeof address == 'string' ? urlWithoutSecrets(address) : name
  console.error(developerError(...explanation(farEnd)).message)
}
