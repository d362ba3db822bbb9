import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAst } from 'vite'
import { entries } from './entries.ts'

/** What one name of a door stands for: its declarations in the built types, without comments. */
type Exports = Map<string, string>

interface Statement {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly source?: { readonly value: string } | null
  readonly exported?: { readonly name: string } | null
  readonly declaration?: Statement | null
  readonly specifiers?: readonly {
    readonly local: Identifier
    readonly exported: Identifier
    readonly imported?: Identifier
  }[]
  readonly id?: Identifier | null
  readonly declarations?: readonly { readonly id: Identifier }[]
}
interface Identifier {
  readonly name: string
}

/**
 * Everything that users can import of a package, by door. A change of it is a change for users: the report is under
 * version control, and a test holds it against the build.
 */
export async function apiReport(packageName: string): Promise<string> {
  const modules = new Map<string, Promise<Exports>>()
  const doors = entries().filter((entry) => entry.packageName === packageName)
  const seen = new Map<string, string>()
  const parts = [
    `# The API of ${packageName}`,
    'Written by `npm run api-report`; a test says when it is stale.',
  ]
  for (const { specifier, file } of doors) {
    const found = await exportsOf(file.replace(/\.js$/, '.d.ts'), modules)
    const rows = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const again = rows.filter(([name, text]) => seen.get(name) === text).map(([name]) => `\`${name}\``)
    const fresh = rows.filter(([name, text]) => seen.get(name) !== text)
    for (const [name, text] of fresh) seen.set(name, text)
    parts.push(`## ${specifier}`)
    if (again.length > 0) parts.push(`As above: ${again.join(', ')}.`)
    if (fresh.length > 0) parts.push(['```ts', ...fresh.map(([, text]) => text), '```'].join('\n'))
  }
  return `${parts.join('\n\n')}\n`
}

function exportsOf(file: string, modules: Map<string, Promise<Exports>>): Promise<Exports> {
  let found = modules.get(file)
  if (!found) modules.set(file, (found = readExports(file, modules)))
  return found
}

async function readExports(file: string, modules: Map<string, Promise<Exports>>): Promise<Exports> {
  const code = readFileSync(file, 'utf8')
  const { body } = (await parseAst(code, { lang: 'ts' })) as unknown as { body: readonly Statement[] }
  const own = new Map<string, string>()
  const result: Exports = new Map()
  const of = (source: string) =>
    source.startsWith('.')
      ? exportsOf(join(dirname(file), source).replace(/\.tsx?$/, '.d.ts'), modules)
      : Promise.resolve<Exports>(new Map())
  const text = ({ start, end }: Statement) =>
    code
      .slice(start, end)
      .replace(/\/\*[^]*?\*\/\s*/g, '')
      // Where a type stands is no user's business.
      .replace(/import\("\.[^"]*"\)\./g, '')
      .replace(/^export |^(?=declare )/, '')
      .replace(/^declare /, '')

  const imports = new Map<string, { readonly source: string; readonly name: string }>()
  for (const { type, source, specifiers = [] } of body)
    if (type === 'ImportDeclaration')
      for (const { local, imported } of specifiers)
        imports.set(local.name, { source: source?.value ?? '', name: imported?.name ?? 'default' })
  for (const statement of body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    for (const name of declaration ? namesOf(declaration) : []) {
      own.set(name, [own.get(name), text(statement)].filter(Boolean).join('\n'))
      if (statement.type === 'ExportNamedDeclaration') result.set(name, own.get(name) ?? '')
    }
  }
  for (const { type, source, exported, specifiers = [] } of body) {
    if (type === 'ExportAllDeclaration' && source) {
      if (exported) result.set(exported.name, `* as ${exported.name} from '${source.value}'`)
      else for (const [name, value] of await of(source.value)) result.set(name, value)
    }
    if (type !== 'ExportNamedDeclaration') continue
    for (const { local, exported: outside } of specifiers) {
      const imported = imports.get(local.name)
      const from = source?.value ?? imported?.source
      const name = source ? local.name : (imported?.name ?? local.name)
      const text = (from === undefined ? own : await of(from)).get(name) ?? `${name} from '${from}'`
      result.set(outside.name, outside.name === name ? text : `${outside.name}: ${text}`)
    }
  }
  return result
}

const namesOf = ({ id, declarations = [] }: Statement): string[] =>
  (id ? [id] : declarations.map((one) => one.id)).map(({ name }) => name)
