/** One measured figure and its budget. Mostly ratios within one run: absolute times depend on the machine. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** The value as text, with its unit. */
  readonly shown: string
  readonly budget: { readonly atMost: number } | { readonly atLeast: number }
}

export const isWithin = ({ value, budget }: Figure): boolean =>
  'atMost' in budget ? value <= budget.atMost : value >= budget.atLeast
