import { describe, expect, it } from 'vitest'
import { readFaultParams } from './fault-params.ts'
import { StageError } from '../../control/stage-error.ts'

function refusal(read: () => unknown): StageError {
  try {
    read()
  } catch (error) {
    if (error instanceof StageError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('fault parameters', () => {
  it('take their defaults', () => {
    expect(readFaultParams('segment-404', undefined)).toEqual({ count: 1 })
    expect(readFaultParams('playlist-404', {})).toEqual({ target: 'all', durationMs: 0 })
    expect(readFaultParams('encoder-return', null)).toEqual({
      discontinuity: 'marked',
      timestamps: 'restart',
    })
  })

  it('keep given values', () => {
    expect(readFaultParams('segment-404', { count: 4 })).toEqual({ count: 4 })
    expect(readFaultParams('gap', { durationMs: 5000 })).toEqual({ durationMs: 5000 })
  })

  it('accept a status as a number', () => {
    expect(readFaultParams('not-live', { status: 412 })).toMatchObject({ status: '412' })
  })

  it('ignore a key without a value', () => {
    expect(readFaultParams('segment-404', { count: undefined })).toEqual({ count: 1 })
  })

  it.each([0, -1, 1001, Number.NaN, Infinity, '3', null, [2]])('refuse %s as a count', (count) => {
    const error = refusal(() => readFaultParams('segment-404', { count }))
    expect(error.status).toBe(400)
    expect(error.message).toBe('Standby: count of segment-404 must be a number from 1 to 1000.')
  })

  it('refuse an unknown choice, and list the known ones', () => {
    const error = refusal(() => readFaultParams('playlist-404', { target: 'some' }))
    expect(error.message).toContain('must be one of: all, multivariant, media.')
  })

  it('refuse an unknown name, and list the known ones', () => {
    const error = refusal(() => readFaultParams('gap', { duration: 1 }))
    expect(error.message).toContain('gap has no parameter "duration"')
    expect(error.details).toEqual({ params: ['durationMs'] })
  })

  it('refuse a duration for a fault that is not lasting', () => {
    expect(refusal(() => readFaultParams('window-expiry', { durationMs: 1 })).status).toBe(400)
  })

  it.each([7, 'count', true, [], () => undefined])('refuse %s in place of an object', (input) => {
    expect(refusal(() => readFaultParams('segment-404', input)).status).toBe(400)
  })

  it('refuse `__proto__`', () => {
    expect(refusal(() => readFaultParams('segment-404', JSON.parse('{"__proto__": 1}'))).status).toBe(400)
  })
})
