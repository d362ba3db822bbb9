/** The same options, each of which may be `undefined`, as a component's props may. */
export type OrUndefined<T> = { [K in keyof T]: T[K] | undefined }

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Only what was given: an option that is there and `undefined` would win over a default. */
export function defined<T extends object>(options: T): Defined<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Defined<T>
}
