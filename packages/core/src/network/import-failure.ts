import { warnOnce } from '../environment/developer-error.ts'
import type { Failure } from './http-failure.ts'

/** What bundlers, Node and the three engines say of a name that leads to no package. */
const unresolved =
  /cannot find (module|package)|(failed to|unable to|could not) resolve(?! host)|error resolving module|bare specifier|does not (resolve to a valid url|start with "\/")/i

/** Whether a resolver said it. Some loaders wrap what it says. */
export function isMissingPackage(error: unknown): boolean {
  return unresolved.test(`${String(error)} ${String((error as Error | null)?.cause)}`)
}

/**
 * Why an `import()` failed. A package is missing only where a resolver says so; a chunk that does not come has as many
 * wordings as there are loaders, so everything else is a file that did not load. That is tried again, and then the page is
 * to be loaded anew: after a deploy its files are gone for good, and a browser may remember a failed import for as long as
 * the page lives and never ask for the file again (the HTML standard has dropped that, not yet every browser).
 */
export function importFailure(error: unknown, { online }: { readonly online: boolean }): Failure {
  if (isMissingPackage(error)) return { kind: 'missing-peer' }
  warnOnce(
    'import-failed',
    `a file of the page could not be loaded (${String(error)}). The network failed, or a newer version of the site has replaced its files. Keep the files of earlier versions for a while; if a package is missing, install it.`,
  )
  // Without a network that is no news about the page.
  return { kind: online ? 'incomplete-page' : 'refused' }
}
