/** Max number of ended sessions in the mean. */
const maxSessions = 20

/** Estimates waiting times from the length of recent sessions. */
export interface WaitingTimes {
  ended(lengthMs: number): void
  /**
   * Expected ms until a worker is free, for each place in the queue, first place first; empty while unknown.
   * `running`: how long each running session has lasted, ms.
   */
  guess(places: number, running: readonly number[], workers: number): number[]
}

export function createWaitingTimes(expectedMs: number): WaitingTimes {
  let lengths: number[] = []
  return {
    ended(lengthMs) {
      lengths = [...lengths, lengthMs].slice(-maxSessions)
    },
    guess(places, running, workers) {
      const mean =
        lengths.length === 0 ? expectedMs : lengths.reduce((sum, each) => sum + each, 0) / lengths.length
      if (mean === 0 || workers === 0) return []
      const free = Array.from({ length: Math.max(0, workers - running.length) }, () => 0)
      // A session longer than the mean can end any moment: 0.
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
