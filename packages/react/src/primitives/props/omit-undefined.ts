/** The same options, each of which may also be `undefined`, like a component's props. */
export type OrUndefined<T> = { [K in keyof T]: T[K] | undefined }

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The options without those that are `undefined`: an explicit `undefined` would override a default. */
export function omitUndefined<T extends object>(options: T): Defined<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Defined<T>
}
