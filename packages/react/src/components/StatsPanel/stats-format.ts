/** Formats measured values for a locale. */
export interface StatsFormat {
  bitrate(bitsPerSecond: number): string
  milliseconds(ms: number): string
  seconds(ms: number): string
  share(share: number): string
  number(value: number): string
}

export function statsFormatOf(locale: string): StatsFormat {
  const write = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options)
    return (value: number) => format.format(value)
  }
  const unit = (name: string, digits: number) =>
    write({ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits })
  const megabits = unit('megabit-per-second', 1)
  const kilobits = unit('kilobit-per-second', 0)
  const exact = unit('millisecond', 1)
  const whole = unit('millisecond', 0)
  const seconds = unit('second', 1)
  return {
    bitrate: (bits) => (bits < 1e6 ? kilobits(bits / 1e3) : megabits(bits / 1e6)),
    milliseconds: (ms) => (ms < 10 ? exact(ms) : whole(ms)),
    seconds: (ms) => seconds(ms / 1000),
    share: write({ style: 'percent', maximumFractionDigits: 2 }),
    number: write({ maximumFractionDigits: 0 }),
  }
}
