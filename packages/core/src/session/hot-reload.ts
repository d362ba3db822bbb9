interface Made {
  readonly revision: string
  destroy(): void
}

const made = new Map<string, Made>()

/**
 * In development a hot reload runs a module again, and with it a `createSession` at its top level. Without this
 * function the session of the previous revision would keep playing, unseen. A frame of the stack names the module.
 * Its query names the revision (Vite's `?t=`). `key`: what the session plays. Must only be called in development.
 */
export function replaceFormerRevision(
  key: string,
  destroy: () => void,
  stack = new Error().stack ?? '',
): void {
  // The first frames are ours: this function, and createSession.
  const frame = stack.split('\n').filter((line) => line.includes('://'))[2]
  const [, url, revision = ''] = /(\w+:\/\/[^?\s)]+?)(?:\?([^\s):]*))?:\d+:\d+/.exec(frame ?? '') ?? []
  if (!url) return
  const site = `${key} ${url}`
  const former = made.get(site)
  if (former && former.revision !== revision) former.destroy()
  made.set(site, { revision, destroy })
}
