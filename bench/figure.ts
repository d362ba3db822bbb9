/** One measured figure, held to its budget. Ratios within one run: absolute times tell of the machine. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** With its unit. */
  readonly shown: string
  readonly budget: { readonly atMost: number } | { readonly atLeast: number }
}

export const isWithin = ({ value, budget }: Figure): boolean =>
  'atMost' in budget ? value <= budget.atMost : value >= budget.atLeast
