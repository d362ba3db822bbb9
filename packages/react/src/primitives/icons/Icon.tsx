export interface IconProps {
  /** SVG path data on a grid of 24. */
  d: string
  /** The icon points in the text direction, so it is mirrored in right-to-left text. */
  flip?: boolean
}

/** An icon drawn in the colour of the text. Hidden from screen readers, because the text beside it says the same. */
export function Icon({ d, flip }: IconProps) {
  return (
    <svg data-icon={flip ? 'flip' : ''} viewBox="0 0 24 24" aria-hidden="true">
      <path d={d} />
    </svg>
  )
}
