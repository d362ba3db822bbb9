import { describe, expect, it } from 'vitest'
import { closes } from '@standby/gateway/protocol'
import { gatewayFaultNames, gatewayFaults, isGatewayFaultName } from './gateway-faults.ts'

describe('the faults of the gateway', () => {
  it('carry their own names, and sentences for people', () => {
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

  it('end with codes of the protocol, or with none', () => {
    const codes = gatewayFaultNames.map((name): number | null => gatewayFaults[name].code)
    const known: (number | null)[] = [null, 1006, ...Object.keys(closes).map(Number)]
    expect(codes.filter((code) => !known.includes(code))).toEqual([])
  })

  it('cover every code that a server can cause', () => {
    const covered = gatewayFaultNames.map((name): number | null => gatewayFaults[name].code)
    expect(covered).toEqual(
      expect.arrayContaining([
        1000, 1001, 1006, 1011, 1012, 1013, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007,
      ]),
    )
  })

  it('are known by name, and nothing else is', () => {
    expect(isGatewayFaultName('worker-crash')).toBe(true)
    for (const name of ['', 'toString', '__proto__', 'encoder-drop'])
      expect(isGatewayFaultName(name)).toBe(false)
  })
})
