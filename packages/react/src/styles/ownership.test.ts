import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parts, slots, surfaces } from './dom-contract.ts'

const folder = new URL('..', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[^]*?\*\//g, '')
const sheets = files.filter((file) => file.endsWith('.css'))
const sources = files.filter((file) => /(?<!\.(test|stories|fixture))\.tsx?$/.test(file))
const valuesOf = (attribute: string, text: string) =>
  [...text.matchAll(new RegExp(`['"[\\s]${attribute}'?[=:]\\s?['"]([\\w-]+)['"]`, 'g'))].map(
    ([, value = '']) => value,
  )
const all = (attribute: string, paths: readonly string[]) =>
  new Set(paths.flatMap((path) => valuesOf(attribute, read(path))))

/** Whether the component of the sheet's folder renders an element of that name. A part's name begins with its component's. */
function isOwn(sheet: string, name: string): boolean {
  const folder = dirname(sheet)
  const component = basename(folder)
    .replace(/\B[A-Z]/g, '-$&')
    .toLowerCase()
  if (parts.some((part) => part === name) && `${name}-`.startsWith(`${component}-`)) return true
  return sources.some(
    (source) => dirname(source) === folder && new RegExp(`['"]${name}['"]`).test(read(source)),
  )
}

describe('a style sheet', () => {
  it.each(sheets)('selects by whole names: %s', (sheet) => {
    expect(read(sheet)).not.toMatch(/data-standby[$^*~|]=/)
  })

  it.each(sheets)('names only elements of its own folder, and the view: %s', (sheet) => {
    const foreign = valuesOf('data-standby', read(sheet)).filter((name) => !isOwn(sheet, name))
    // The video is made by the session, not by a component.
    expect(foreign.filter((name) => name !== 'stream-view' && name !== 'stream-view-video')).toEqual([])
  })
})

describe('the attributes that style sheets select by', () => {
  it('have the values of the contract', () => {
    expect(all('data-slot', sheets)).toEqual(new Set(slots))
    expect(
      [...all('data-surface', sheets)].filter((value) => !surfaces.some((one) => one === value)),
    ).toEqual([])
  })

  it('are set to no other value', () => {
    expect([...all('data-slot', sources)].filter((value) => !slots.some((one) => one === value))).toEqual([])
    expect(all('data-surface', sources)).toEqual(new Set(surfaces))
  })
})
