import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  bounds,
  clientMessages,
  closes,
  serverMessages,
  subprotocol,
} from '../packages/gateway/src/protocol/index.ts'
import {
  channelLabel,
  clientFrame,
  messageBytes,
  workerFrame,
} from '../packages/whep/src/data-channel/data-channel-schema.ts'

const page = readFileSync(fileURLToPath(new URL('../docs/protocol.md', import.meta.url)), 'utf8')

/** The text below a heading, up to the next heading of the same or a higher level. */
function under(text: string, heading: string): string {
  const depth = heading.indexOf(' ')
  const start = text.indexOf(`\n${heading}\n`)
  if (start < 0) throw new Error(`docs/protocol.md has no heading \`${heading}\`.`)
  const body = text.slice(start + heading.length + 2)
  const end = body.search(new RegExp(`^#{1,${depth}} `, 'm'))
  return end < 0 ? body : body.slice(0, end)
}
const examples = (text: string, info = 'json'): string[] =>
  Array.from(text.matchAll(/^```(.+)\n([^]*?)^```$/gm))
    .filter(([, given]) => given === info)
    .map(([, , body]) => body ?? '')
const headings = (text: string): string[] =>
  Array.from(text.matchAll(/^### `(.+)`$/gm), ([, type]) => type ?? '')
const firstCells = (text: string): string[] =>
  Array.from(text.matchAll(/^\| *`?([^`|]+?)`? *\|/gm), ([, cell]) => cell ?? '')

describe.each([
  ['Client messages', clientMessages],
  ['Server messages', serverMessages],
])('%s', (title, messages) => {
  const chapter = under(page, `## ${title}`)

  it('are documented completely, in the order of the schemas', () => {
    expect(headings(chapter)).toEqual(Object.keys(messages))
  })

  describe.each(Object.entries(messages))('%s', (type, schema) => {
    const section = under(chapter, `### \`${type}\``)

    it('has examples that parse without losing a field', () => {
      const found = examples(section)
      expect(found.length).toBeGreaterThan(0)
      for (const example of found) {
        const value: unknown = JSON.parse(example)
        expect(v.parse(schema, value)).toEqual(value)
      }
    })

    it('names every field', () => {
      const fields = Object.keys(schema.entries).filter((field) => field !== 'type')
      const cells = firstCells(section)
      expect(fields.filter((field) => !cells.includes(field))).toEqual([])
    })
  })
})

describe('the data channel', () => {
  const media = under(page, '## Media')

  it.each([
    ['whep-client', clientFrame],
    ['whep-worker', workerFrame],
  ])('has a %s example of every frame', (info, schema) => {
    const found = examples(media, `json ${info}`).map((example) => JSON.parse(example) as { type: string })
    for (const value of found) expect(v.parse(schema, value)).toEqual(value)
    const types = schema.options.map(({ entries }) => entries.type.literal)
    expect(new Set(found.map(({ type }) => type))).toEqual(new Set(types))
  })

  it('has the label and the message size of the code', () => {
    expect(media).toContain(`labelled \`${channelLabel}\``)
    expect(media).toContain(messageBytes.toLocaleString('en'))
  })
})

describe('the closes', () => {
  const rows = Array.from(
    under(page, '## Closes').matchAll(/^\| (\d{4}) \| (.+?) *\| /gm),
    ([, code, reasons = '']): [number, string[]] => [
      Number(code),
      Array.from(reasons.matchAll(/`([^`]+)`/g), ([, reason]) => reason ?? ''),
    ],
  )

  it('are the codes and reasons of the code', () => {
    expect(rows).toEqual(Object.entries(closes).map(([code, reasons]) => [Number(code), [...reasons]]))
  })
})

it('has the version and the bounds of the code', () => {
  expect(page).toContain(`# The open session protocol: \`${subprotocol}\``)
  for (const bound of [bounds.frameBytes, bounds.messageBytes, bounds.durationMs, bounds.queue])
    expect(page).toContain(bound.toLocaleString('en'))
})

it('has no code block that is not tested', () => {
  const known = new Set(['json', 'json whep-client', 'json whep-worker', 'mermaid'])
  const infos = Array.from(page.matchAll(/^```(\S.*)$/gm), ([, info]) => info ?? '')
  expect(infos.filter((info) => !known.has(info))).toEqual([])
})
