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
// The testing kit renders only in tests, never on a server page.
const ofReact = modules.filter(
  ({ name }) => name.startsWith('@standby/react/') && !name.endsWith('/testing.js'),
)

const firstLine = (text: string) => text.slice(0, text.indexOf('\n'))
const isClient = (text: string) => /^['"]use client['"];?$/.test(firstLine(text))
/** The code without comments and strings, so that texts about hooks do not count. */
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

describe('`use client` in the built modules', () => {
  it('has client modules and barrels to check', () => {
    expect(ofReact.filter(({ text }) => isClient(text)).length).toBeGreaterThan(10)
    expect(ofReact.filter(({ text }) => isBarrel(text)).length).toBeGreaterThan(0)
  })

  it('is the first line of every module that calls a hook or creates a context', () => {
    const bare = ofReact.filter(({ text }) => callsHooks(text) && !isClient(text))
    expect(bare.map(({ name }) => name)).toEqual([])
  })

  it('is in no barrel: a server page could not see its exports', () => {
    const barred = ofReact.filter(({ text }) => isBarrel(text) && isClient(text))
    expect(barred.map(({ name }) => name)).toEqual([])
  })

  it('is never below the first line, where it has no effect', () => {
    const late = modules.filter(({ text }) => !isClient(text) && /^['"]use client['"];?$/m.test(text))
    expect(late.map(({ name }) => name)).toEqual([])
  })

  it('is not in core and the sources', () => {
    const marked = modules.filter(
      ({ packageName, text }) => packageName !== '@standby/react' && isClient(text),
    )
    expect(marked.map(({ name }) => name)).toEqual([])
  })
})
