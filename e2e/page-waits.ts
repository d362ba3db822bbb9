import type { SessionState, Status } from '@standby/core'
import type { Page } from 'playwright'
import { bounded } from './bounded.ts'
import type {} from './session-viewers.ts'

export const state = (page: Page) => page.evaluate(() => window.sessionPage.state())

const said = (page: Page) => async () => JSON.stringify(await state(page))

/** Resolves with the session's state at the moment when it has this status; rejects after 60 s with its state. */
export const reached = (page: Page, status: Status): Promise<SessionState> =>
  bounded(
    `status ${status}`,
    page.evaluate((status) => window.sessionPage.reached(status), status),
    said(page),
  )

/** Resolves after `count` more pictures; rejects after 60 s. */
export const paint = (page: Page, count: number): Promise<void> =>
  bounded(
    `${count} more pictures`,
    page.evaluate((count) => window.sessionPage.paint(count), count),
    said(page),
  )
