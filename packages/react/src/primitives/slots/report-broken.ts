// Bundlers replace `process.env.NODE_ENV` as text and drop the explanation from production builds.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** Reports an overlay's error to the page's own error reporting (`reportError`), with the error itself as `cause`. */
export function reportBroken(cause: unknown): void {
  const error = new Error(
    `Standby: an overlay threw (${String(cause).slice(0, 200)}).` +
      (process.env.NODE_ENV === 'production' ? '' : whyAndHow),
    { cause },
  )
  if (typeof reportError === 'function') reportError(error)
  else console.error(error)
}

const whyAndHow =
  ` It is left out until the session's status changes; the picture and the other overlays stay. ` +
  `Look at the cause of this error and fix the component that threw.`
