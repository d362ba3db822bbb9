import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = new URL('..', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[^]*?\*\//g, '')
const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.css'),
)
const aggregates = ['styles/index.css', 'styles/layered.css']
const tokens = read('styles/tokens.css')
const unique = (names: Iterable<string>) => [...new Set(names)].sort()
const names = (css: string, pattern: RegExp) =>
  unique([...css.matchAll(pattern)].map((match) => match[1] ?? ''))

describe('public tokens', () => {
  it('are a fixed list, because removing one is a breaking change', () => {
    expect(names(tokens, /var\(\s*(--standby-[\w-]+)/g)).toMatchInlineSnapshot(`
      [
        "--standby-action",
        "--standby-action-text",
        "--standby-backdrop",
        "--standby-banner-width",
        "--standby-card-align",
        "--standby-card-justify",
        "--standby-card-width",
        "--standby-color-scheme",
        "--standby-failed",
        "--standby-focus",
        "--standby-font",
        "--standby-glass",
        "--standby-glass-filter",
        "--standby-gutter",
        "--standby-line",
        "--standby-live",
        "--standby-ok",
        "--standby-radius",
        "--standby-scrim",
        "--standby-shadow",
        "--standby-text",
        "--standby-text-muted",
        "--standby-unlit",
        "--standby-wait",
        "--standby-well",
      ]
    `)
  })

  it('are declared nowhere, so that a value can be inherited from any ancestor', () => {
    const declared = sheets.flatMap((file) => names(read(file), /(?<![\w(-])(--standby-[\w-]+)\s*:/g))
    // Not a token: useStylesheetCheck reads it.
    expect(unique(declared)).toEqual(['--standby-styles'])
  })

  it('are read only in tokens.css; other sheets use the derived tokens', () => {
    for (const file of sheets.filter((file) => file !== 'styles/tokens.css'))
      expect([file, names(read(file), /var\(\s*(--standby-[\w-]+)/g)]).toEqual([file, []])
  })
})

describe('derived tokens', () => {
  it('are declared if they are used', () => {
    const everything = sheets.map(read).join('\n')
    const declared = new Set(names(everything, /(--sb-[\w-]+)\s*:/g))
    // Set by components as inline styles.
    const inline = [
      '--sb-ticks',
      '--sb-of',
      '--sb-passed',
      '--sb-fraction',
      '--sb-clock',
      '--sb-filled',
      '--sb-at',
    ]
    const missing = names(everything, /var\((--sb-[\w-]+)/g).filter(
      (name) => !declared.has(name) && !inline.includes(name),
    )
    expect(missing).toEqual([])
  })
})

describe('styles/index.css', () => {
  it('imports every sheet once', () => {
    const imported = [...read('styles/index.css').matchAll(/@import '([^']+)'/g)].map((match) =>
      posix.join('styles', match[1] ?? ''),
    )
    expect(imported.toSorted()).toEqual(sheets.filter((file) => !aggregates.includes(file)).toSorted())
  })
})

describe('the style sheets', () => {
  it('never use :dir(), which build tools replace by a list of languages', () => {
    expect(sheets.filter((file) => read(file).includes(':dir('))).toEqual([])
  })

  it('use light-dark() only in tokens.css, where the colour scheme is a literal keyword', () => {
    expect(
      sheets.filter((file) => file !== 'styles/tokens.css' && read(file).includes('light-dark(')),
    ).toEqual([])
    expect(tokens).toMatch(/color-scheme: dark;\s*color-scheme: var\(--standby-color-scheme, dark\)/)
  })
})

describe('reduced motion', () => {
  it('has a media query in every sheet with animations', () => {
    for (const file of sheets) {
      const css = read(file)
      if (!/animation:(?!\s*none)/.test(css)) continue
      expect([file, css.includes('prefers-reduced-motion: reduce')]).toEqual([file, true])
    }
  })

  it('stops every transition: its duration is a token that becomes 0 ms', () => {
    const reduced = /@media \(prefers-reduced-motion: reduce\) \{[^@]*/.exec(tokens)?.[0]
    for (const token of ['--sb-duration', '--sb-duration-held']) expect(reduced).toContain(`${token}: 0ms;`)
    const transitions = sheets.flatMap((file) => [...read(file).matchAll(/transition:([^;]+);/g)])
    expect(transitions.length).toBeGreaterThan(3)
    for (const [, declared = ''] of transitions)
      for (const one of declared.split(/,(?![^(]*\))/)) expect(one).toMatch(/var\(--sb-duration(-held)?\)/)
  })
})
