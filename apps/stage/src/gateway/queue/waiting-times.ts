/** How many ended sessions count. */
const RECENT = 20

/** Guesses how long the queue takes, from how long recent sessions lasted. */
export interface WaitingTimes {
  ended(lengthMs: number): void
  /**
   * For each place in the queue, the first one first: ms until a worker is expected; empty while nothing is known.
   * `running` holds how long each running session has lasted.
   */
  guess(places: number, running: readonly number[], workers: number): number[]
}

export function createWaitingTimes(expectedMs: number): WaitingTimes {
  let lengths: number[] = []
  return {
    ended(lengthMs) {
      lengths = [...lengths, lengthMs].slice(-RECENT)
    },
    guess(places, running, workers) {
      const mean =
        lengths.length === 0 ? expectedMs : lengths.reduce((sum, each) => sum + each, 0) / lengths.length
      if (mean === 0 || workers === 0) return []
      const free = Array.from({ length: Math.max(0, workers - running.length) }, () => 0)
      // A session that has lasted longer than most may end any moment.
      const untilFree = [...free, ...running.map((lasted) => Math.max(0, mean - lasted))].toSorted(
        (a, b) => a - b,
      )
      return Array.from({ length: places }, () => {
        const next = untilFree.shift() ?? 0
        const again = next + mean
        const at = untilFree.findIndex((each) => each > again)
        untilFree.splice(at === -1 ? untilFree.length : at, 0, again)
        return Math.round(next)
      })
    },
  }
}
