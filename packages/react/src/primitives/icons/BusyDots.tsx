/** Three lamps lit in turn: something is under way for an unknown time. */
export function BusyDots({ part }: { part: string }) {
  return (
    <span data-standby={part} data-slot="lamps" aria-hidden="true">
      <i data-step="1" />
      <i data-step="2" />
      <i data-step="3" />
    </span>
  )
}
