import type { CSSProperties } from 'react'

type Props = Record<string, unknown>
type Handler = (event: unknown, ...rest: unknown[]) => unknown

/**
 * A part's own props under the consumer's. The consumer's win; what can be combined is combined: handlers
 * run in turn, the consumer's first, and ours not at all once it called `event.preventDefault()`; class
 * names and styles are joined. `undefined` never takes anything away.
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
    const prevented =
      typeof event === 'object' && event !== null && 'defaultPrevented' in event && event.defaultPrevented
    if (!prevented) second(event, ...rest)
  }
}
