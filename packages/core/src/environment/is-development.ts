// Bundlers replace `process.env.NODE_ENV` as text. Declared here to avoid the types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** `false` in production, and where neither a bundler nor Node defines NODE_ENV. */
export function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production'
  } catch {
    // A module loaded directly from a CDN has no `process`. That is a deployed page.
    return false
  }
}
