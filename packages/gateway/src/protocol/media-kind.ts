/** `whep`, `hls`, or a platform's own kind. In a module without schemas, so that a check of options needs none. */
export const mediaKindPattern = /^[a-z][a-z0-9-]{0,31}$/
