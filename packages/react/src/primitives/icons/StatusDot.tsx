export interface StatusDotProps {
  /** In this order: pulsing amber, red, broken red, green, hollow. */
  kind: 'wait' | 'live' | 'failed' | 'ok' | 'off'
}

/** A lamp for the state. Hidden from screen readers, because the text beside it says the same. */
export function StatusDot({ kind }: StatusDotProps) {
  return <i data-lamp={kind} aria-hidden="true" />
}
