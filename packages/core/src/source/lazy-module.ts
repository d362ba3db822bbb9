/** A module that is loaded when it is needed, once per page. */
export interface LazyModule<M> {
  /** The module. `null` until it is loaded. */
  readonly loaded: M | null
  /** Loads the module, or returns the load that runs. After a failure the next call imports it again. */
  load(): Promise<M>
}

/**
 * A module for `lazySource`. Create it once, outside of the function that creates sources:
 * `const connection = lazyModule(() => import('./connection.js'))`. Creating it loads nothing.
 */
export function lazyModule<M>(importModule: () => Promise<M>): LazyModule<M> {
  let loaded: M | null = null
  let loading: Promise<M> | null = null

  const load = async (): Promise<M> => (loaded = await importModule())

  return {
    get loaded() {
      return loaded
    },
    load: () =>
      (loading ??= load().catch((error: unknown) => {
        loading = null
        throw error
      })),
  }
}
