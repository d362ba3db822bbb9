import { describe, expect, it } from 'vitest'
import { mergeProps } from './merge-props.ts'

describe('mergeProps', () => {
  it('prefers the consumer’s props', () => {
    expect(mergeProps({ id: 'ours', title: 'ours' }, { id: 'theirs' })).toEqual({
      id: 'theirs',
      title: 'ours',
    })
  })

  it('ignores props that are undefined', () => {
    expect(mergeProps({ children: 'Leave' }, { children: undefined })).toEqual({ children: 'Leave' })
  })

  it('joins class names and styles', () => {
    const merged = mergeProps(
      { className: 'ours', style: { color: 'red', top: 0 } },
      { className: 'theirs', style: { color: 'blue' } },
    )
    expect(merged).toEqual({ className: 'ours theirs', style: { color: 'blue', top: 0 } })
  })

  it("runs the consumer's handler first, then the part's own", () => {
    const calls: string[] = []
    const merged = mergeProps({ onClick: () => calls.push('ours') }, { onClick: () => calls.push('theirs') })
    ;(merged['onClick'] as (event: Event) => void)(new Event('click'))
    expect(calls).toEqual(['theirs', 'ours'])
  })

  it('skips the own handler after preventDefault() in the consumer’s', () => {
    const calls: string[] = []
    const merged = mergeProps(
      { onClick: () => calls.push('ours') },
      { onClick: (event: Event) => event.preventDefault() },
    )
    ;(merged['onClick'] as (event: Event) => void)(new Event('click', { cancelable: true }))
    expect(calls).toEqual([])
  })

  it('does not chain functions that are not handlers', () => {
    const theirs = () => 'theirs'
    expect(mergeProps({ format: () => 'ours' }, { format: theirs })['format']).toBe(theirs)
  })
})
