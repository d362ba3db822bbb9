import type { Session } from '@standby/core'

/** A session hidden with its part of the page is given up after so long, ms. */
const hiddenForMs = 30_000

/** Follows a component that owns a session through mount, hide, reveal and unmount. */
export interface Lifetime {
  /** The component is there. Cancels a destroy that has not happened yet. */
  keep(): void
  /** The component is gone: destroys the session one macrotask later, unless it is kept again. */
  release(): void
  /** `<Activity>` took the component off the page, or an effect is only being run again. */
  hide(): void
  /** It is on the page (again). Starts a session that was left for being hidden. */
  reveal(): void
}

export function createLifetime(session: Session): Lifetime {
  let destroying: ReturnType<typeof setTimeout> | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined
  let released = false
  let leftInRun: number | null = null

  const leave = () => {
    if (!isUnderWay(session)) return
    leftInRun = session.getState().run
    session.leave()
  }
  return {
    keep() {
      released = false
      clearTimeout(destroying)
    },
    release() {
      released = true
      clearTimeout(leaving)
      destroying = setTimeout(() => session.destroy(), 0)
    },
    hide() {
      if (released) return
      clearTimeout(leaving)
      leaving = setTimeout(leave, hiddenForMs)
    },
    reveal() {
      clearTimeout(leaving)
      const { run, end } = session.getState()
      // Only what being hidden ended begins again; what the viewer or the far end ended stays ended. The
      // end may be under way still: `leave` takes a macrotask, and a start within it takes it back.
      if (leftInRun === run && (end === null || end.kind === 'left')) session.start()
      leftInRun = null
    },
  }
}

function isUnderWay(session: Session): boolean {
  const { status } = session.getState()
  return status !== 'ready' && status !== 'disconnected' && status !== 'failed'
}
