// Writes docs/protocol.schema.json from the client's own schemas: `pnpm protocol-schema`. A test fails when it is stale.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import {
  bounds,
  clientMessages,
  serverMessages,
  subprotocol,
} from '../packages/gateway/src/protocol/index.ts'

export const schemaPath = fileURLToPath(new URL('../docs/protocol.schema.json', import.meta.url))

type Messages = Readonly<Record<string, v.GenericSchema>>

function definitions(side: 'client' | 'server', messages: Messages): Record<string, object> {
  const entries = Object.entries(messages).map(([type, schema]): [string, object] => {
    // JSON Schema cannot express the size of `data` in bytes; its description does.
    const { $schema: _, ...definition } = toJsonSchema(schema, {
      errorMode: 'ignore',
      target: 'draft-2020-12',
    })
    const data = definition.properties?.['data']
    if (typeof data === 'object')
      data.description = `Any JSON, at most ${bounds.messageBytes} bytes as it is written here.`
    return [`${side}.${type}`, definition]
  })
  return Object.fromEntries([
    [side, { oneOf: entries.map(([name]) => ({ $ref: `#/$defs/${name}` })) }],
    ...entries,
  ])
}

/** The text of docs/protocol.schema.json. */
export function protocolSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: subprotocol,
    description:
      'The open session protocol: `client` is what a client says, `server` what a server says. Unknown fields and ' +
      'types are ignored by both. Generated from packages/gateway/src/protocol; docs/protocol.md says it in words.',
    $ref: '#/$defs/message',
    $defs: {
      message: { anyOf: [{ $ref: '#/$defs/client' }, { $ref: '#/$defs/server' }] },
      ...definitions('client', clientMessages),
      ...definitions('server', serverMessages),
    },
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(schemaPath, protocolSchema())
