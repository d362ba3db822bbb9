import type { CSSProperties } from 'react'

type Props = Record<string, unknown>
type Handler = (event?: { readonly defaultPrevented?: boolean } | null, ...rest: unknown[]) => unknown

/**
 * Merges a part's own props with the consumer's, which win. Event handlers run in turn, the consumer's first; after its
 * `event.preventDefault()` the own handler is skipped. Class names and styles are joined. `undefined` replaces nothing.
 */
export function mergeProps(own: Props, given: object): Props {
  const merged = { ...own }
  for (const [name, value] of Object.entries(given as Props)) {
    if (value === undefined) continue
    const mine = own[name]
    if (isHandler(name, mine) && isHandler(name, value)) merged[name] = chain(value, mine)
    else if (name === 'className' && mine) merged[name] = `${String(mine)} ${String(value)}`
    else if (name === 'style' && mine) merged[name] = { ...mine, ...(value as CSSProperties) }
    else merged[name] = value
  }
  return merged
}

function isHandler(name: string, value: unknown): value is Handler {
  return typeof value === 'function' && /^on[A-Z]/.test(name)
}

function chain(first: Handler, second: Handler): Handler {
  return (event, ...rest) => {
    first(event, ...rest)
    if (!event?.defaultPrevented) second(event, ...rest)
  }
}
