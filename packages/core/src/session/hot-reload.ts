// Bundlers replace it as text. Declared here to avoid the types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

interface Made {
  readonly revision: string
  destroy(): void
}

const made = new Map<string, Made>()

/**
 * In development a hot reload runs a module again, and with it a `createSession` at its top level. Without this
 * function the session of the previous revision would keep playing, unseen. A frame of the stack names the module.
 * Its query names the revision (Vite's `?t=`). `key`: what the session plays.
 */
export function replaceFormerRevision(
  key: string,
  destroy: () => void,
  stack = new Error().stack ?? '',
): void {
  if (process.env.NODE_ENV === 'production') return
  // The first frames are ours: this function, and createSession.
  const frame = stack.split('\n').filter((line) => line.includes('://'))[2]
  const [, url, revision = ''] = /(\w+:\/\/[^?\s)]+?)(?:\?([^\s):]*))?:\d+:\d+/.exec(frame ?? '') ?? []
  if (!url) return
  const site = `${key} ${url}`
  const former = made.get(site)
  if (former && former.revision !== revision) former.destroy()
  made.set(site, { revision, destroy })
}
