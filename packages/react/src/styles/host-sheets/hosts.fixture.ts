import reboot from 'bootstrap/dist/css/bootstrap-reboot.css?inline'
import normalize from 'normalize.css/normalize.css?inline'
import preflight from 'tailwindcss/preflight.css?raw'
import layeredKit from '../layered.css?inline'
import kit from '../index.css?inline'
import { next, vite, viteClassic } from './templates.fixture.ts'

/** The sheets of a page, in order. */
export interface Page {
  readonly name: string
  readonly sheets: readonly string[]
}

/** As in Tailwind's output: in its layer, with its own `--theme()` function replaced by the fallback. */
const tailwind = `@layer theme, base, components, utilities;
@layer base { ${preflight.replace(/--theme\(\s*[\w-]+\s*,([^)]*)\)/g, '$1')} }`

const hosts = [
  ['the Vite template', vite],
  ['the former Vite template', viteClassic],
  ['the Next template', next],
  ['normalize.css', normalize],
  ['Bootstrap Reboot', reboot],
  ['Tailwind 4', tailwind],
] as const

/** The kit without a host sheet: the reference for all others. */
export const alone: Page = { name: 'alone', sheets: [kit] }

export const pages: readonly Page[] = [
  ...hosts.flatMap(([name, sheet]) => [
    { name: `after ${name}`, sheets: [sheet, kit] },
    { name: `before ${name}`, sheets: [kit, sheet] },
  ]),
  { name: 'layered, before Tailwind 4', sheets: [layeredKit, tailwind] },
]
