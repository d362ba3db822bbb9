// Bundlers replace `process.env.NODE_ENV` as text. Declared here to avoid the types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * `true` in development. `undefined` in production, and where neither a bundler nor Node defines NODE_ENV.
 *
 * Around code and texts for developers, write `isDevelopment() && process.env.NODE_ENV !== 'production'`, and mark the
 * call as pure. The call keeps the second part from throwing on a page without a bundler. The second part is a constant
 * for a bundler, which then removes what it guards.
 */
// It returns nothing in production, because a bundler removes an empty function.
export function isDevelopment(): true | undefined {
  try {
    if (process.env.NODE_ENV !== 'production') return true
  } catch {
    // A module loaded directly from a CDN has no `process`. That is a deployed page.
  }
}
