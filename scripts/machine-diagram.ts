// Writes docs/session-machine.md from the machine: `pnpm diagram`. A test fails when the page is stale.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sessionMachine } from '../packages/core/src/machine/machine.ts'

export const diagramPath = fileURLToPath(new URL('../docs/session-machine.md', import.meta.url))

type Node = (typeof sessionMachine)['root']

const name = (node: Node): string => node.id.replace(/^session\./, '').replaceAll('.', '_')
const guardName = (guard: unknown): string =>
  typeof guard === 'function'
    ? guard.name.replaceAll(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`)
    : ''

function describeState(node: Node, indent: string): string[] {
  const lines: string[] = []
  const children = Object.values(node.states) as Node[]
  const deadlines: readonly string[] = node.meta?.deadlines ?? []
  const notes = [
    ...node.tags.map((tag) => `status ${tag}`),
    ...deadlines.map((deadline) => `due: ${deadline}`),
  ]
  if (children.length === 0) {
    lines.push(`${indent}state "${[node.key, ...notes].join('<br/>')}" as ${name(node)}`)
  } else {
    lines.push(`${indent}state "${[node.key, ...notes].join('<br/>')}" as ${name(node)} {`)
    if (node.initial) lines.push(`${indent}  [*] --> ${name(node.initial.target[0] as Node)}`)
    for (const child of children) lines.push(...describeState(child, `${indent}  `))
    lines.push(`${indent}}`)
  }
  return lines
}

function transitionsOf(node: Node): string[] {
  // One arrow per pair of states, labelled with all of its events.
  const arrows = new Map<string, string[]>()
  for (const [event, transitions] of node.transitions)
    for (const transition of transitions) {
      const target = transition.target?.[0] as Node | undefined
      if (!target) continue
      const guard = guardName(transition.guard)
      const labels = arrows.get(name(target)) ?? []
      arrows.set(name(target), [...labels, guard ? `${event} [${guard}]` : event])
    }
  const own = [...arrows].map(([to, labels]) => `  ${name(node)} --> ${to}: ${labels.join('<br/>')}`)
  return [...own, ...(Object.values(node.states) as Node[]).flatMap(transitionsOf)]
}

export function diagram(): string {
  const regions = Object.values(sessionMachine.root.states) as Node[]
  const parts = regions.map((region) =>
    [
      `## ${region.key[0]?.toUpperCase()}${region.key.slice(1)}`,
      '',
      '```mermaid',
      'stateDiagram-v2',
      '  direction LR',
      `  [*] --> ${name(region.initial.target[0] as Node)}`,
      ...(Object.values(region.states) as Node[]).flatMap((state) => describeState(state, '  ')),
      ...transitionsOf(region),
      '```',
    ].join('\n'),
  )
  return `# The session machine

Generated from \`packages/core/src/machine/machine.ts\` by \`pnpm diagram\`; do not edit.

Two regions run side by side. \`status\` is the tag of the active lifecycle state: \`reconnecting\` is three
places (\`holding\`: only the far end can act; \`attempting\`: a connection is tried, or lives and is dry;
\`waiting\`: the pause between attempts, without a connection). \`due\` names the deadlines a state owns; at the
earliest of them the handle rings \`alarm\`. Events that only change data are not drawn.

${parts.join('\n\n')}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(diagramPath, diagram())
