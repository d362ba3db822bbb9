/** Whether every variant is played (`npm test -- --all`); other runs play one of each kind. */
export const playsAll = process.env['REAL_TIME'] === 'all'

/** Variants that only `npm test -- --all` plays. */
export const onlyInAll = <T>(...more: readonly T[]): readonly T[] => (playsAll ? more : [])
