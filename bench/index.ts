import { firstFrame } from './first-frame.ts'
import { machine } from './machine.ts'

/** One line of the budget: a ratio or an amount, measured against something in the same run. */
export interface Measure {
  readonly what: string
  readonly measured: string
  readonly budget: string
  readonly kept: boolean
}

const benches: Record<string, () => Promise<readonly Measure[]>> = { machine, 'first-frame': firstFrame }
const wanted = process.argv.slice(2)

for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`› ${name}`)
  for (const { what, measured, budget, kept } of await bench()) {
    console.log(`  ${kept ? 'kept  ' : 'MISSED'}  ${what}: ${measured} (${budget})`)
    if (!kept) process.exitCode = 1
  }
}
