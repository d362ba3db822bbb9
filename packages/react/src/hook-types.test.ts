import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as root from './index.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

interface Export {
  readonly name: string
  readonly from: string
}

/** Everything that the package's main door exports, types included. */
const exported: readonly Export[] = [
  ...read('index.ts').matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)'/gm),
].flatMap(([, names = '', from = '']) =>
  names
    .split(',')
    .map((name) => name.trim().replace(/^type /, ''))
    .filter(Boolean)
    .map((name) => ({ name, from })),
)
const isExported = (type: string) => exported.some(({ name }) => name === type)
const typesIn = (text: string) => [...new Set(text.match(/\b[A-Z]\w*/g))]

const signature = (name: string) =>
  new RegExp(`export function ${name}(<[^>]*>)?\\([^]*?\\): ([^{\\n]+?)(?: \\{)?$`, 'gm')

/** The types that a hook returns, of every overload, without its own type parameters. */
function returnedBy({ name, from }: Export): string[] {
  return [...read(from).matchAll(signature(name))].flatMap(([, parameters = '', returned = '']) =>
    typesIn(returned).filter((type) => !typesIn(parameters).includes(type)),
  )
}

const hooks = exported.filter(({ name }) => /^use[A-Z]/.test(name))

describe('the types that hooks return', () => {
  it('are read from every hook of the package', () => {
    expect(hooks.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(root)
        .filter((name) => name.startsWith('use'))
        .toSorted(),
    )
    for (const hook of hooks)
      expect([hook.name, signature(hook.name).test(read(hook.from))]).toEqual([hook.name, true])
    expect(hooks.flatMap(returnedBy)).toEqual(
      expect.arrayContaining(['SessionState', 'LiveEdge', 'Queue', 'Announce']),
    )
  })

  it.each(hooks)('can be imported: $name', (hook) => {
    expect(returnedBy(hook).filter((type) => !isExported(type))).toEqual([])
  })

  it('can be imported for every slice of the state and of the samples', () => {
    const state = read('../../core/src/session/state.ts')
    const own = new Set(
      [...state.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name = '']) => name),
    )
    const inState = typesIn(state).filter((name) => own.has(name))
    expect(inState).toContain('FarEnd')
    expect(
      [...inState, 'LiveSample', 'StatsSample', 'Tracks', 'Quality', 'MediaTrack'].filter(
        (name) => !isExported(name),
      ),
    ).toEqual([])
  })
})
