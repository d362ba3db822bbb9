/** A picture that stands longer than this is stalled, ms. Shorter pauses are not noticed. */
export const stillMs = 350
