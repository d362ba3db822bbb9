'use client'
import { Component, Fragment, isValidElement, useContext, useEffect, useState, type ReactNode } from 'react'
import { SessionContext } from '../context/session.ts'
import { shallowEqual } from '../equality/shallow-equal.ts'
import { reportBroken } from './report-broken.ts'

interface SlotProps {
  children?: ReactNode
}

/**
 * An error boundary around one overlay: when it throws, the picture, the other overlays and the page stay. The overlay
 * is left out until the session's status changes or the slot gets other children. React has no error boundaries on a
 * server: there the error reaches the renderer.
 */
export class Slot extends Component<SlotProps, { readonly broken: boolean }> {
  static getDerivedStateFromError() {
    return { broken: true }
  }

  override state = { broken: false }
  private reported: string | null = null

  override componentDidCatch(error: unknown): void {
    // It may throw again in every status: the same error is reported only once.
    if (this.reported === String(error)) return
    this.reported = String(error)
    reportBroken(error)
  }

  override componentDidUpdate(before: SlotProps, { broken }: { broken: boolean }): void {
    if (broken && this.state.broken && !isSame(before.children, this.props.children)) this.tryAgain()
  }

  private readonly tryAgain = () => this.setState({ broken: false })

  override render(): ReactNode {
    if (this.state.broken) return <NextStatus onNext={this.tryAgain} />
    // React 18 throws for an invalid child in the component that renders it, and a boundary does not catch its own
    // errors. The key keeps the fragment as a component of its own.
    return <Fragment key="children">{this.props.children}</Fragment>
  }
}

/** A parent's render creates a new element each time. That alone is no reason to try again. */
function isSame(a: ReactNode, b: ReactNode): boolean {
  if (!isValidElement(a) || !isValidElement(b)) return Object.is(a, b)
  return a.type === b.type && a.key === b.key && shallowEqual(a.props, b.props)
}

/** Calls `onNext` on the next status change or for a new session. */
function NextStatus({ onNext }: { onNext: () => void }): null {
  const session = useContext(SessionContext)
  const [first] = useState(session)
  useEffect(() => (session === first ? session?.on('status', onNext) : onNext()), [session, first, onNext])
  return null
}
