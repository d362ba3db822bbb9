import { describe, expect, it } from 'vitest'
import { closes } from '@standby/gateway/protocol'
import { gatewayFaultNames, gatewayFaults, isGatewayFaultName } from './gateway-faults.ts'

describe('the faults of the gateway', () => {
  it('have their key as name, a unique title and a sentence as detail', () => {
    for (const name of gatewayFaultNames) {
      const { name: own, title, detail } = gatewayFaults[name]
      expect(own).toBe(name)
      expect(title).not.toMatch(/\.$/)
      expect(detail).toMatch(/^[A-Z].*\.$/)
    }
    expect(new Set(gatewayFaultNames.map((name) => gatewayFaults[name].title)).size).toBe(
      gatewayFaultNames.length,
    )
  })

  it('end with a code of the protocol, or with none', () => {
    const codes = gatewayFaultNames.map((name): number | null => gatewayFaults[name].code)
    const known: (number | null)[] = [null, 1006, ...Object.keys(closes).map(Number)]
    expect(codes.filter((code) => !known.includes(code))).toEqual([])
  })

  it('cover every close code that a server can cause', () => {
    const covered = gatewayFaultNames.map((name): number | null => gatewayFaults[name].code)
    expect(covered).toEqual(
      expect.arrayContaining([
        1000, 1001, 1006, 1011, 1012, 1013, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007,
      ]),
    )
  })

  it('are recognised by name; other names are not', () => {
    expect(isGatewayFaultName('worker-crash')).toBe(true)
    for (const name of ['', 'toString', '__proto__', 'encoder-drop'])
      expect(isGatewayFaultName(name)).toBe(false)
  })
})
