/** Where a statechart is: a state's name, or the states inside of it. */
export type StateValueLike = string | { readonly [state: string]: StateValueLike | undefined }

/** The active states without children, as paths: `lifecycle.reconnecting.holding`. For people who look inside. */
export function statePaths(value: StateValueLike, above = ''): readonly string[] {
  if (typeof value === 'string') return [above + value]
  return Object.entries(value).flatMap(([state, inside]) => {
    const path = above + state
    const hasInside = inside !== undefined && (typeof inside === 'string' || Object.keys(inside).length > 0)
    return hasInside ? statePaths(inside, `${path}.`) : [path]
  })
}
