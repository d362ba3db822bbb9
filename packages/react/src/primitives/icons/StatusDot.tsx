export interface StatusDotProps {
  /** Breathing amber, red, broken red, green or hollow. */
  kind: 'wait' | 'live' | 'failed' | 'ok' | 'off'
}

/** Says which state in one look. The words beside it say the same, so it is hidden from readers. */
export function StatusDot({ kind }: StatusDotProps) {
  return <i data-lamp={kind} aria-hidden="true" />
}
