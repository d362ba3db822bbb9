import type { Session, SessionState } from '@standby/core'

/**
 * Writes a text about the session before the page's own title, for viewers who wait in a background tab. A title that
 * the app sets meanwhile becomes the page's own title. Returns a function that stops it and restores the title.
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
