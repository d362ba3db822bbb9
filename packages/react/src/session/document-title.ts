import type { Session, SessionState } from '@standby/core'

/**
 * Keeps words about the session before the page's own title, by writing to the document: a tab in the
 * background is where a queue is waited in. A title that the app sets meanwhile becomes the page's own.
 */
export function followInTitle(
  session: Session,
  say: (state: SessionState) => string | null,
  page: Document,
): () => void {
  let own = page.title
  let written = own
  const update = () => {
    if (page.title !== written) own = page.title
    const words = say(session.getState())
    written = words === null ? own : `${words} · ${own}`
    if (page.title !== written) page.title = written
  }
  const stop = session.subscribe(update)
  update()
  return () => {
    stop()
    if (page.title === written) page.title = own
  }
}
