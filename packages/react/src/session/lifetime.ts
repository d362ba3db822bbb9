import type { Session } from '@standby/core'

/** How long a session may be hidden before it is left, ms. */
const hiddenForMs = 30_000

/** Follows a component that owns a session through mount, hide, reveal and unmount. */
export interface Lifetime {
  /** The component is mounted. Cancels a pending destroy. */
  keep(): void
  /** The component is unmounted. Destroys the session one macrotask later, unless `keep` is called before. */
  release(): void
  /** `<Activity>` hid the component, or React only runs an effect again. */
  hide(): void
  /** The component is visible (again). Starts a session that was left because it was hidden. */
  reveal(): void
}

export function createLifetime(session: Session): Lifetime {
  let destroying: ReturnType<typeof setTimeout> | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined
  let released = false
  let leftInRun: number | null = null

  const leave = () => {
    if (!isRunning(session)) return
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
      // Restarts only a session that ended because it was hidden, not one that the viewer or the far end ended. The end
      // may still be pending: `leave` takes a macrotask, and a start within it cancels it.
      if (leftInRun === run && (end === null || end.kind === 'left')) session.start()
      leftInRun = null
    },
  }
}

function isRunning(session: Session): boolean {
  const { status } = session.getState()
  return status !== 'ready' && status !== 'disconnected' && status !== 'failed'
}
