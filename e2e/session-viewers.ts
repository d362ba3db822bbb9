import type { BrowserContext, Page } from 'playwright'
import { chromium } from 'playwright'
import { launchOptions } from '../scripts/browser.mjs'
import { untilTestEnds } from './until-test-ends.ts'
import { startPlayerSite } from './player-page.ts'
import type { SessionPage, SessionPageOptions } from './session-page/main.ts'

declare global {
  interface Window {
    sessionPage: SessionPage
    /** Number of React commits, see `countCommits`. */
    reactCommits: number
  }
}

/**
 * Mounts a player in an open page and unmounts it when the test ends. This takes a tenth of the time of a new page.
 */
export async function mountUntilTestEnds(page: Page, options: SessionPageOptions): Promise<void> {
  await untilTestEnds(
    () => page.evaluate((options) => window.sessionPage.mount(options), options),
    () =>
      page.evaluate(() => {
        // An unmount alone destroys the session a moment later, but the page's time may be paused.
        window.sessionPage.destroy()
        window.sessionPage.unmount()
      }),
  )
}

/** Real viewers: pages of a real browser with the player. */
export interface SessionViewers {
  /** Opens a player in its own tab with its own storage. */
  open(options: SessionPageOptions): Promise<Page>
  /** Opens a player in a page that the test has prepared; without options, the page has no player yet. */
  goTo(page: Page, options?: SessionPageOptions): Promise<void>
  blank(): Promise<Page>
  /** Closes every page that is still open. */
  closePages(): Promise<void>
  close(): Promise<void>
}

export async function startSessionViewers(): Promise<SessionViewers> {
  const [site, browser] = await Promise.all([
    startPlayerSite('session-page'),
    chromium.launch(launchOptions()),
  ])
  const contexts: BrowserContext[] = []
  const blank = async () => {
    const context = await browser.newContext({ viewport: { width: 800, height: 600 }, hasTouch: true })
    contexts.push(context)
    const page = await context.newPage()
    await page.addInitScript(countCommits)
    return page
  }
  const goTo = async (page: Page, options?: SessionPageOptions) => {
    const asked = options && `?${new URLSearchParams({ session: JSON.stringify(options) })}`
    await page.goto(`${site.url}/${asked ?? ''}`)
  }
  return {
    goTo,
    blank,
    async open(options) {
      const page = await blank()
      await goTo(page, options)
      return page
    },
    async closePages() {
      await Promise.all(contexts.splice(0).map((context) => context.close()))
    },
    async close() {
      await browser.close()
      await site.close()
    },
  }
}

/** React reports every commit to this hook, also in production. */
function countCommits(): void {
  window.reactCommits = 0
  Object.assign(window, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      checkDCE: () => undefined,
      onCommitFiberRoot: () => window.reactCommits++,
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
    },
  })
}
