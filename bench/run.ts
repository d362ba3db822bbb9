// `pnpm bench`: measures every figure of the budget and compares it with its limit.
import { clickToPhoton } from './click-to-photon.ts'
import { type Figure, isWithin } from './figure.ts'
import { firstFrame } from './first-frame.ts'
import { machine } from './machine.ts'
import { promises } from './promises.ts'
import { statusViewers } from './status-viewers.ts'
import { whepLosses } from './whep-losses.ts'

const figures: Figure[] = [
  ...machine(),
  await firstFrame(),
  ...(await clickToPhoton()),
  ...(await statusViewers()),
  ...(await promises()),
  ...(await whepLosses()),
]
for (const figure of figures) {
  const limit =
    'atMost' in figure.budget
      ? `at most ${figure.budget.atMost.toFixed(2)}`
      : `at least ${figure.budget.atLeast.toFixed(2)}`
  console.log(`${isWithin(figure) ? 'within' : 'OVER  '}  ${figure.name}: ${figure.shown}, budget ${limit}`)
}
process.exitCode = figures.every(isWithin) ? 0 : 1
