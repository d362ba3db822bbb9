import { describe, expect, it, vi } from 'vitest'
import { memoryStore } from './memory-store.ts'
import { comparePositions, isPosition } from './store.ts'

describe('the memory store', () => {
  it('keeps entries in order, and returns those after a position', async () => {
    const store = memoryStore()
    for (const value of ['a', 'b', 'c']) await store.append('s', value, value)
    const all = await store.read('s')
    expect(all.map(({ value }) => value)).toEqual(['a', 'b', 'c'])
    expect(all.every(({ position }) => isPosition(position))).toBe(true)
    expect(all.map(({ position }) => position).toSorted(comparePositions)).toEqual(
      all.map(({ position }) => position),
    )
    expect((await store.read('s', all[0]?.position)).map(({ value }) => value)).toEqual(['b', 'c'])
    expect(await store.read('s', all[2]?.position)).toEqual([])
    expect(await store.read('other')).toEqual([])
  })

  it('keeps an id once per stream', async () => {
    const store = memoryStore()
    expect(await store.append('s', 'id', 'a')).toBe(true)
    expect(await store.append('s', 'id', 'b')).toBe(false)
    expect(await store.append('t', 'id', 'c')).toBe(true)
    expect((await store.read('s')).map(({ value }) => value)).toEqual(['a'])
  })

  it('returns everything when the position is gone', async () => {
    const store = memoryStore({ entries: 2 })
    await store.append('s', '1', 'a')
    const [first] = await store.read('s')
    for (const id of ['2', '3', '4']) await store.append('s', id, id)
    expect((await store.read('s', first?.position)).map(({ value }) => value)).toEqual(['3', '4'])
  })

  it('limits streams and ids', async () => {
    const store = memoryStore({ streams: 2, ids: 2 })
    await store.append('a', '1', 'x')
    await store.append('b', '1', 'x')
    await store.append('a', '2', 'y')
    await store.append('c', '1', 'x')
    expect(await store.read('b')).toEqual([])
    expect(await store.read('a')).toHaveLength(2)
    // The id was forgotten, so it is kept again.
    expect(await store.append('b', '1', 'x')).toBe(true)
  })

  it('notifies watchers until they stop', async () => {
    const store = memoryStore()
    const changed = vi.fn<(stream: string | null) => void>()
    const stop = store.watch(changed)
    store.watch(changed)
    await store.append('s', '1', 'x')
    await store.append('s', '1', 'x')
    expect(changed.mock.calls).toEqual([['s'], ['s']])
    stop()
    await store.append('s', '2', 'x')
    expect(changed).toHaveBeenCalledTimes(3)
  })
})

describe('positions', () => {
  it('are compared as numbers', () => {
    const positions = ['9-1', '10-0', '10-9', '10-10', '100-0']
    expect(positions.toReversed().toSorted(comparePositions)).toEqual(positions)
  })

  it.each(['1', '1-', '-1', 'a-1', '1-1-1', '', ' 1-1', `${'9'.repeat(16)}-1`])(
    'do not include %o',
    (text) => {
      expect(isPosition(text)).toBe(false)
    },
  )
})
