import type { Status } from '@standby/core'
import type { Page } from 'playwright'
import type {} from './session-viewers.ts'

/** What a page does in a second takes a busy machine ten; what takes longer than this never comes. */
const patienceMs = 60_000

export const state = (page: Page) => page.evaluate(() => window.sessionPage.state())

/** Resolves once the page's session is there; rejects, with what it says instead, when it never gets there. */
export const reached = (page: Page, status: Status): Promise<void> =>
  bounded(
    page,
    `status ${status}`,
    page.evaluate((status) => window.sessionPage.reached(status), status),
  )

/** Resolves after so many more pictures. */
export const paint = (page: Page, count: number): Promise<void> =>
  bounded(
    page,
    `${count} more pictures`,
    page.evaluate((count) => window.sessionPage.paint(count), count),
  )

/** A page that is asked for something answers or is closed; it may well do neither for ever. */
async function bounded<T>(page: Page, what: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const tell = (said: string) =>
        reject(new Error(`No ${what} in ${patienceMs / 1000} s; the session says ${said}`))
      state(page).then((said) => tell(JSON.stringify(said)), tell)
    }, patienceMs)
  })
  // The page that is closed afterwards has nobody who waits for its answer.
  answer.catch(() => undefined)
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
