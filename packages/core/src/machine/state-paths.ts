/** The value of a statechart: the name of a state, or its active child states. */
export type StateValueLike = string | { readonly [state: string]: StateValueLike | undefined }

/** The active leaf states as paths: `lifecycle.reconnecting.holding`. For diagnostics. */
export function statePaths(value: StateValueLike, above = ''): readonly string[] {
  if (typeof value === 'string') return [above + value]
  return Object.entries(value).flatMap(([state, inside]) => {
    const path = above + state
    const hasInside = inside !== undefined && (typeof inside === 'string' || Object.keys(inside).length > 0)
    return hasInside ? statePaths(inside, `${path}.`) : [path]
  })
}
