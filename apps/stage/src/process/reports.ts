/** Requests reports from a child process, and matches answers by id. */
export interface Reports<Report> {
  /** Null when the process ends before it answers; a frozen process answers once it goes on. */
  ask(): Promise<Report | null>
  answered(id: number, report: Report): void
}

export function createReports<Report>(
  child: () => {
    send(command: { readonly type: 'report'; readonly id: number }): void
    readonly gone: Promise<unknown>
  },
): Reports<Report> {
  const waiting = new Map<number, (report: Report) => void>()
  let asked = 0
  return {
    ask() {
      const id = ++asked
      const answered = new Promise<Report>((resolve) => waiting.set(id, resolve))
      child().send({ type: 'report', id })
      return Promise.race([answered, child().gone.then(() => null)]).finally(() => waiting.delete(id))
    },
    answered: (id, report) => waiting.get(id)?.(report),
  }
}
