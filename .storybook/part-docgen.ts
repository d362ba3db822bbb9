import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor, type ESTree, type ParseResult, type Plugin } from 'vite'

const partFile = fileURLToPath(new URL('../packages/react/src/primitives/part/part.tsx', import.meta.url))

/** A prop, in the format of react-docgen. */
interface Prop {
  readonly required: boolean
  readonly tsType: { readonly name: string }
  readonly description: string
}

const prop = (type: string, description: string): Prop => ({
  required: false,
  tsType: { name: type },
  description,
})

/** What consumers set most often, unless part.tsx says more. A part takes all other attributes of its tag, too. */
const common: Readonly<Record<string, Prop>> = {
  render: prop('ReactElement', 'Rendered instead of the own tag.'),
  className: prop('string', "Added to the part's own classes."),
  style: prop('CSSProperties', "Merged with the part's own style; this one wins."),
  children: prop('ReactNode', 'Replaces what the part says.'),
}

/**
 * Documents the parts for Storybook. Its own docgen sees functions and calls of `forwardRef`, but parts are made by
 * other functions. The props come from part.tsx, the description from the comment on the part.
 */
export function partDocgen(): Plugin {
  const props = { ...common, ...propsIn(readFileSync(partFile, 'utf8')) }
  return {
    name: 'standby:part-docgen',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/packages\/react\/src\/components\/[^?]*\.tsx$/.test(id)) return
      const parts = partsIn(code, id)
      if (parts.length === 0) return
      const documented = parts.map(
        ({ variable, description }) =>
          `;${variable}.__docgenInfo = { displayName: ${variable}.displayName, methods: [], ...${JSON.stringify({ description, props })} };`,
      )
      return { code: [code, ...documented].join('\n'), map: null }
    },
  }
}

interface FoundPart {
  readonly variable: string
  readonly description: string
}

function partsIn(code: string, id: string): FoundPart[] {
  const parsed = parseSync(id, code)
  return parsed.program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration')
      return []
    const [declared] = statement.declaration.declarations
    if (declared?.id.type !== 'Identifier' || declared.init?.type !== 'CallExpression') return []
    const tag = tagOf(declared.init, code)
    if (tag === null) return []
    const comment = commentBefore(statement.start, parsed, code)
    return [{ variable: declared.id.name, description: comment || `Renders a \`<${tag}>\`.` }]
  })
}

/**
 * The tag of the part that a call makes; `null` where it makes none. The call begins with the name and the tag, or it
 * makes a component with the props of a part.
 */
function tagOf({ arguments: given, typeArguments }: ESTree.CallExpression, code: string): string | null {
  const [name, tag] = given.map((one) =>
    one.type === 'Literal' && typeof one.value === 'string' ? one.value : '',
  )
  if (name && tag) return tag
  const types = typeArguments ? code.slice(typeArguments.start, typeArguments.end) : ''
  return /\bPartProps<'(\w+)'/.exec(types)?.[1] ?? null
}

/** The common props that a file declares, with their comments. */
function propsIn(code: string): Record<string, Prop> {
  const parsed = parseSync(partFile, code)
  const found: Record<string, Prop> = {}
  new Visitor({
    TSPropertySignature({ key, typeAnnotation, start }) {
      if (key.type !== 'Identifier' || !typeAnnotation || !(key.name in common)) return
      const { start: from, end } = typeAnnotation.typeAnnotation
      const description = commentBefore(start, parsed, code) || (common[key.name]?.description ?? '')
      found[key.name] = prop(code.slice(from, end), description)
    },
  }).visit(parsed.program)
  return found
}

/** The text of the comment that ends right before a position; `''` where there is none. */
function commentBefore(position: number, { comments }: ParseResult, code: string): string {
  const comment = comments.find(({ end }) => end <= position && code.slice(end, position).trim() === '')
  return (comment?.value ?? '').replace(/^\s*\*+ ?/gm, '').trim()
}
