'use client'
import { Component, Fragment, isValidElement, useContext, useEffect, useState, type ReactNode } from 'react'
import { SessionContext } from '../../session/context.ts'
import { shallowEqual } from '../../session/reading/shallow-equal.ts'
import { reportBroken } from './report-broken.ts'

interface SlotProps {
  children?: ReactNode
}

/**
 * Keeps what throws over the picture to itself: the picture, the other overlays and the page around stay. What
 * threw is left out until the session is in another status, or something else is put into the slot. On a
 * server nothing can be kept to itself; there an error goes where React's renderer takes it.
 */
export class Slot extends Component<SlotProps, { readonly broken: boolean }> {
  static getDerivedStateFromError() {
    return { broken: true }
  }

  override state = { broken: false }
  private reported: string | null = null

  override componentDidCatch(error: unknown): void {
    // It may break again in every status that it is tried in.
    if (this.reported === String(error)) return
    this.reported = String(error)
    reportBroken(error)
  }

  override componentDidUpdate(before: SlotProps, { broken }: { broken: boolean }): void {
    if (broken && this.state.broken && !isSame(before.children, this.props.children)) this.tryAgain()
  }

  private readonly tryAgain = () => this.setState({ broken: false })

  override render(): ReactNode {
    if (this.state.broken) return <NextStatus onCome={this.tryAgain} />
    // React 18 blames what is no element on whoever renders it, and nobody catches an error of their own. With a key the
    // fragment is somebody of its own.
    return <Fragment key="children">{this.props.children}</Fragment>
  }
}

/** Whoever renders around the slot makes a new element each time; that alone is no reason to try it again. */
function isSame(a: ReactNode, b: ReactNode): boolean {
  if (!isValidElement(a) || !isValidElement(b)) return Object.is(a, b)
  return a.type === b.type && a.key === b.key && shallowEqual(a.props, b.props)
}

/** Waits for another status, or for another session. */
function NextStatus({ onCome }: { onCome: () => void }): null {
  const session = useContext(SessionContext)
  const [first] = useState(session)
  useEffect(() => (session === first ? session?.on('status', onCome) : onCome()), [session, first, onCome])
  return null
}
