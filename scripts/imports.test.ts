import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCircle, readImports } from './imports.ts'
import { root } from './run.mjs'

const foldersIn = (parent: string) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}/src`)
const imports = readImports(root, ['.storybook', ...foldersIn('packages'), ...foldersIn('apps')])
const arrows = [...imports].flatMap(([from, targets]) => targets.map((to) => ({ from, to })))
const text = ({ from, to }: { from: string; to: string }) => `${from} → ${to}`

/** The floors of the React package, from the ground up. A file reads its own floor and those below it. */
const floors = [
  ['styles', 'i18n', 'primitives'],
  ['session'],
  ['hooks'],
  ['components'],
  // The prefabs, the catalogues of all texts, and the doors.
  ['components/StreamPlayer', 'components/HlsPlayer', 'messages', 'index.ts', 'testing.tsx'],
]
const react = 'packages/react/src/'

/** The floor of the most exact room that holds the file; -1 for a file in no room. */
function floorOf(path: string): number {
  const inside = path.slice(react.length)
  const rooms = floors.flatMap((names, floor) => names.map((name) => ({ name, floor })))
  const holding = rooms.filter(({ name }) => inside === name || inside.startsWith(`${name}/`))
  return holding.toSorted((a, b) => b.name.length - a.name.length)[0]?.floor ?? -1
}

/** Tests, stories and what only they use may read everything. */
const isForTests = (path: string) => /\.(test|stories|fixture)\.tsx?$/.test(path)
const sources = [...imports.keys()].filter((path) => path.startsWith(react) && !isForTests(path))

describe('imports', () => {
  it('are read, types and late ones included', () => {
    const of = (path: string) => imports.get(react + path)
    expect(of('components/StreamInput/StreamInput.tsx')).toContain(
      `${react}components/StreamInput/capture-input.ts`,
    )
    expect(of('primitives/context/stream-view.ts')).toContain(`${react}primitives/announcer/announcer.ts`)
    expect(of('index.ts')).toContain(`${react}styles/dom-contract.ts`)
  })

  it('make no circle', () => {
    expect(findCircle(imports)).toBeNull()
  })

  it('lead from no package into .storybook', () => {
    const wrong = arrows.filter(
      ({ from, to }) => from.startsWith('packages/') && to.startsWith('.storybook/'),
    )
    expect(wrong.map(text)).toEqual([])
  })

  it('lead from no source to what only tests use', () => {
    const wrong = arrows.filter(({ from, to }) => sources.includes(from) && isForTests(to))
    expect(wrong.map(text)).toEqual([])
  })
})

describe('in the React package', () => {
  it('every source file is in a room', () => {
    expect(sources.length).toBeGreaterThan(100)
    expect(sources.filter((path) => floorOf(path) < 0)).toEqual([])
  })

  it('no import leads to a higher floor', () => {
    const up = arrows.filter(({ from, to }) => sources.includes(from) && floorOf(from) < floorOf(to))
    expect(up.map(text)).toEqual([])
  })
})
