import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packages } from '../packages.mjs'

const modules = packages().flatMap(({ name, folder }) =>
  readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({
      name: `${name}/dist/${file}`,
      packageName: name,
      text: readFileSync(join(folder, 'dist', file), 'utf8'),
    })),
)
// The testing kit renders in a test, never on a server page.
const ofReact = modules.filter(
  ({ name }) => name.startsWith('@standby/react/') && !name.endsWith('/testing.js'),
)

const firstLine = (text: string) => text.slice(0, text.indexOf('\n'))
const isClient = (text: string) => /^['"]use client['"];?$/.test(firstLine(text))
/** The code without comments and without strings, so that prose about hooks does not count. */
const codeOf = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
const callsHooks = (text: string) =>
  /(?<![\w.]|function )(?:use[A-Z]\w*|use|createContext)\(/.test(codeOf(text))
const isBarrel = (text: string) =>
  codeOf(text)
    .split('\n')
    .every(
      (line) =>
        line.trim() === '' || /^(?:export|import) .*(?:from|import) '';$|^import '';$|^''/.test(line.trim()),
    )

describe('where `use client` stands in what is built', () => {
  it('there are modules to look at', () => {
    expect(ofReact.filter(({ text }) => isClient(text)).length).toBeGreaterThan(10)
    expect(ofReact.filter(({ text }) => isBarrel(text)).length).toBeGreaterThan(0)
  })

  it('every module that calls a hook or makes a context begins with it', () => {
    const bare = ofReact.filter(({ text }) => callsHooks(text) && !isClient(text))
    expect(bare.map(({ name }) => name)).toEqual([])
  })

  it('no barrel has it: a server page could not look inside', () => {
    const barred = ofReact.filter(({ text }) => isBarrel(text) && isClient(text))
    expect(barred.map(({ name }) => name)).toEqual([])
  })

  it('no module has it anywhere but in the first line, where alone it counts', () => {
    const late = modules.filter(({ text }) => !isClient(text) && /^['"]use client['"];?$/m.test(text))
    expect(late.map(({ name }) => name)).toEqual([])
  })

  it('core and the sources are free of it', () => {
    const marked = modules.filter(
      ({ packageName, text }) => packageName !== '@standby/react' && isClient(text),
    )
    expect(marked.map(({ name }) => name)).toEqual([])
  })
})
