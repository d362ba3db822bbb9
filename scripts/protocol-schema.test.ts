import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bounds, clientMessages, serverMessages } from '../packages/gateway/src/protocol/index.ts'
import { protocolSchema, schemaPath } from './protocol-schema.ts'

it('matches the client’s schemas; after a change, run `pnpm protocol-schema`', () => {
  expect(readFileSync(schemaPath, 'utf8')).toBe(protocolSchema())
})

describe('the JSON schema', () => {
  const { $defs } = JSON.parse(protocolSchema()) as {
    $defs: Record<string, { properties?: Record<string, Record<string, unknown>>; oneOf?: unknown[] }>
  }

  it('has every message of both sides', () => {
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

  it('describes the size limit of `data` in words', () => {
    expect($defs['client.message']?.properties?.['data']?.['description']).toContain(
      String(bounds.messageBytes),
    )
  })
})
