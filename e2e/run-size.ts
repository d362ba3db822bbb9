/** `npm test -- --all` plays every variant; every other run what stands for them. */
export const playsAll = process.env['REAL_TIME'] === 'all'

/** What only `npm test -- --all` adds to what every run plays. */
export const onlyInAll = <T>(...more: readonly T[]): readonly T[] => (playsAll ? more : [])
