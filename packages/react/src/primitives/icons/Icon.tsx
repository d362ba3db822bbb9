export interface IconProps {
  /** Path data on a grid of 24. */
  d: string
  /** It points along the text, so it mirrors where that runs from right to left. */
  flip?: boolean
}

/** Drawn by stroke in the colour of the text around; the text says the same, so it is hidden from readers. */
export function Icon({ d, flip }: IconProps) {
  return (
    <svg data-icon={flip ? 'flip' : ''} viewBox="0 0 24 24" aria-hidden="true">
      <path d={d} />
    </svg>
  )
}
