import { warnOnce } from '../environment/developer-error.ts'
import type { PlainFailure } from './plain-failure.ts'

/** The wordings of bundlers, Node and the three browser engines for a package that is not found. */
const unresolved =
  /cannot find (module|package)|(failed to|unable to|could not) resolve(?! host)|error resolving module|bare specifier|does not (resolve to a valid url|start with "\/")/i

/** Whether a resolver reported a missing package. Some loaders wrap its error, so `cause` is read too. */
export function isMissingPackage(error: unknown): boolean {
  return unresolved.test(`${String(error)} ${String((error as Error | null)?.cause)}`)
}

/**
 * Why an `import()` failed. A package is missing only if a resolver says so. Every loader has its own wording for a
 * chunk that does not load, so any other error means a file that did not load. It is tried again, and then a reload of
 * the page is offered. After a deploy the old files are gone for good. Also, a browser may remember a failed import for
 * the life of the page and never request the file again (the HTML standard no longer does this, some browsers do).
 */
export function importFailure(error: unknown, { online }: { readonly online: boolean }): PlainFailure {
  if (isMissingPackage(error)) return { kind: 'missing-peer' }
  warnOnce(
    'import-failed',
    `a file of the page could not be loaded (${String(error)}). The network failed, or a newer version of the site has replaced its files. Keep the files of earlier versions for a while. If a package is missing, install it.`,
  )
  // Offline it says nothing about the page.
  return { kind: online ? 'incomplete-page' : 'refused' }
}
