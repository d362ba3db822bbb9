// Bundlers replace `process.env.NODE_ENV` as text. Declared here to avoid the types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * `false` in production, and where neither a bundler nor Node defines NODE_ENV.
 *
 * Write `isDevelopment() && process.env.NODE_ENV !== 'production'` around code and texts for developers. The first part
 * keeps the second from throwing on a page without a bundler. The second part is a constant for a bundler, which then
 * removes what it guards.
 */
// @__NO_SIDE_EFFECTS__ So a bundler also removes the call.
export function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production'
  } catch {
    // A module loaded directly from a CDN has no `process`. That is a deployed page.
    return false
  }
}
