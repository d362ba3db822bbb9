import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { viteFinal as storybookFinal } from '@storybook/react-vite/preset'
import { createServer, defaultServerConditions, type InlineConfig, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import storybook from '../.storybook/main.ts'
import { root } from './run.mjs'

// Loads the package as Storybook does, and reads what its docs pages would show.

const folder = join(root, 'packages/react')
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
  exports: Record<string, string | { 'standby-source': string }>
}
const others = ['./testing', './messages/*']
const doors = Object.entries(manifest.exports).flatMap(([door, target]) =>
  typeof target === 'object' && /\.tsx?$/.test(target['standby-source']) && !others.includes(door)
    ? [{ door, file: target['standby-source'] }]
    : [],
)

interface Docgen {
  readonly description?: string
  readonly props?: Readonly<
    Record<string, { readonly description?: string; readonly tsType?: { readonly name: string } }>
  >
}
type Component = { readonly displayName?: string; readonly __docgenInfo?: Docgen } & ((
  props: object,
) => unknown)

/** The part of Storybook's options that its docgen reads. */
const options = {
  presets: {
    apply: async (name: string, otherwise?: unknown) =>
      name === 'typescript' ? storybook.typescript : otherwise,
  },
} as never

type Found = readonly [name: string, component: Component][]

/** The components that each door exports, by the path of its source. */
const componentsOf = new Map<string, Found>()

let server: ViteDevServer | undefined
// A long timeout: the docgen parses every source file of the package.
beforeAll(async () => {
  const own: InlineConfig = { root, configFile: false, logLevel: 'error', appType: 'custom' }
  const documented = await storybookFinal(own, options)
  const config = (await storybook.viteFinal?.(documented, options)) ?? documented
  server = await createServer({
    ...config,
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    ssr: { resolve: { conditions: ['standby-source', ...defaultServerConditions] } },
  })
  for (const { file } of doors)
    componentsOf.set(file, Object.entries(await server.ssrLoadModule(join(folder, file))).filter(isComponent))
}, 180_000)
afterAll(() => server?.close())

function isComponent(entry: [string, unknown]): entry is [string, Component] {
  const [name, value] = entry
  if (!/^[A-Z]/.test(name)) return false
  return typeof value === 'function' || (typeof value === 'object' && value !== null && '$$typeof' in value)
}

it.each(doors)('$door: every component has docs', ({ file }) => {
  const found = componentsOf.get(file) ?? []
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter(([, { __docgenInfo }]) => !__docgenInfo).map(([name]) => name)).toEqual([])
})

it.each(doors.filter(({ door }) => !['.', './hls-player', './stream-player'].includes(door)))(
  '$door: the docs name every part, with its `render` and its `className`',
  ({ file }) => {
    // A plain function takes no props, e.g. `ReconnectBanner.Icon`.
    const parts = (componentsOf.get(file) ?? []).filter(([, component]) => typeof component === 'object')
    expect(parts.length).toBeGreaterThan(0)
    for (const [, { displayName, __docgenInfo: docs }] of parts) {
      expect(displayName).toMatch(/^[A-Z]\w+\.[A-Z]\w+$/)
      expect(docs).toMatchObject({ displayName, description: expect.stringMatching(/\w/) })
      expect(docs?.props, displayName).toMatchObject({
        render: {
          tsType: { name: expect.stringContaining('ReactElement') },
          description: expect.stringMatching(/\w/),
        },
        className: {
          tsType: { name: expect.stringContaining('string') },
          description: expect.stringMatching(/\w/),
        },
      })
    }
  },
)

it('the docs of the queue name all that its page lists', () => {
  const names = (componentsOf.get('./src/components/QueueOverlay/index.ts') ?? []).map(([name]) => name)
  expect(names).toEqual(
    expect.arrayContaining(['Root', 'Title', 'Position', 'Length', 'Estimate', 'Offer', 'Leave']),
  )
})
