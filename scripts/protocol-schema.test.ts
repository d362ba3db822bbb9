import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bounds, clientMessages, serverMessages } from '../packages/gateway/src/protocol/index.ts'
import { protocolSchema, schemaPath } from './protocol-schema.ts'

it('is what the client reads with now; write it anew with `pnpm protocol-schema`', () => {
  expect(readFileSync(schemaPath, 'utf8')).toBe(protocolSchema())
})

describe('the schema', () => {
  const { $defs } = JSON.parse(protocolSchema()) as {
    $defs: Record<string, { properties?: Record<string, Record<string, unknown>>; oneOf?: unknown[] }>
  }

  it('has every message of both sides, and refers to all of them', () => {
    for (const [side, messages] of Object.entries({ client: clientMessages, server: serverMessages })) {
      const types = Object.keys(messages)
      expect($defs[side]?.oneOf).toEqual(types.map((type) => ({ $ref: `#/$defs/${side}.${type}` })))
      for (const type of types)
        expect($defs[`${side}.${type}`]?.properties?.['type']).toMatchObject({ const: type })
    }
  })

  it('allows fields of later versions', () => {
    expect(protocolSchema()).not.toContain('additionalProperties')
  })

  it('says in words what it has no word for', () => {
    expect($defs['client.message']?.properties?.['data']?.['description']).toContain(
      String(bounds.messageBytes),
    )
  })
})
