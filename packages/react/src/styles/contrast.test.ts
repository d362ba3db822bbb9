import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// Checks the contrast of every pair of colours on the glass, over pure black and pure white video: it must be enough
// whatever the stream shows. The tests read tokens.css itself, so that a wrong change fails here.

type Scheme = 'dark' | 'light'
type Rgb = readonly [number, number, number]
interface Colour {
  readonly rgb: Rgb
  readonly alpha: number
}

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const whole = css.slice(0, css.indexOf('@media'))
/** The tokens for browsers without backdrop-filter. */
const dense = whole.slice(whole.indexOf('@supports'))
const usual = whole.slice(0, whole.indexOf('@supports'))

const oklchPair = /light-dark\(\s*(oklch\([^)]*\)),\s*(oklch\([^)]*\))\s*\)/

function token(name: string, scheme: Scheme, within = usual): Colour {
  const declaration = new RegExp(`--sb-${name}:([^;]*);`).exec(within)?.[1]
  const pair = oklchPair.exec(declaration ?? '')
  const text = pair?.[scheme === 'light' ? 1 : 2]
  if (!text) throw new Error(`--sb-${name} has no light-dark() pair of oklch() as its default`)
  return oklch(text)
}

function numbers(text: string): number[] {
  return (text.match(/[\d.]+/g) ?? []).map(Number)
}

/** Converts an oklch() colour to clipped sRGB, with B. Ottosson's matrices. */
function oklch(text: string): Colour {
  const [l = 0, c = 0, h = 0, alpha = 1] = numbers(text)
  return { rgb: toRgb(l, c, h), alpha }
}

function toRgb(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const L = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const M = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const S = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  const gamma = (value: number) => {
    const v = Math.min(1, Math.max(0, value))
    return v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055
  }
  return [
    gamma(4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S),
    gamma(-1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S),
    gamma(-0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S),
  ]
}

function over(top: Colour, bottom: Rgb): Rgb {
  const mix = (i: 0 | 1 | 2) => top.rgb[i] * top.alpha + bottom[i] * (1 - top.alpha)
  return [mix(0), mix(1), mix(2)]
}

function luminance([r, g, b]: Rgb): number {
  const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

function ratio(one: Rgb, two: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(two)].sort((p, q) => p - q)
  return (high + 0.05) / (low + 0.05)
}

const black: Rgb = [0, 0, 0]
const white: Rgb = [1, 1, 1]
const dim = Number(/brightness\(([\d.]+)\)/.exec(usual)?.[1])
const dimmed = (video: Rgb): Rgb => [video[0] * dim, video[1] * dim, video[2] * dim]

/** The backgrounds of a text: filtered, in a browser without filters, and with the filter lost (for texts only). */
function backs(scheme: Scheme, text: boolean): [name: string, rgb: Rgb][] {
  const glass = token('glass', scheme)
  const fallback = token('glass', scheme, dense)
  return [black, white].flatMap((video) => {
    const name = video === black ? 'black' : 'white'
    const all: [string, Rgb][] = [
      [`${name}, filtered`, over(glass, dimmed(video))],
      [`${name}, without filters`, over(fallback, video)],
    ]
    return text ? [...all, [`${name}, filter lost`, over(glass, video)]] : all
  })
}

/** `--sb-well-hover` and `--sb-action-hover` are computed from their tokens. */
function hovered(name: 'well' | 'action', scheme: Scheme): Colour {
  const base = token(name, scheme)
  if (name === 'well') {
    const factor = Number(/--sb-well-hover:[^;]*alpha \* ([\d.]+)/.exec(usual)?.[1])
    return { ...base, alpha: base.alpha * factor }
  }
  const lighter = Number(/--sb-action-hover:[^;]*l \+ ([\d.]+)/.exec(usual)?.[1])
  const pair = oklchPair.exec(/--sb-action:([^;]*);/.exec(usual)?.[1] ?? '')
  const [l = 0, c = 0, h = 0] = numbers(pair?.[scheme === 'light' ? 1 : 2] ?? '')
  return { rgb: toRgb(Math.min(1, l + lighter), c, h), alpha: 1 }
}

const text = 4.5
const graphic = 3

describe.each(['dark', 'light'] as const)('%s glass has enough contrast', (scheme) => {
  const onGlass: [what: string, name: string, needed: number][] = [
    ['text', 'text', text],
    ['muted text', 'text-muted', text],
    ['the wait colour: numbers from 24 px, lamp, ticks', 'wait', graphic],
    ['the live lamp', 'live', graphic],
    ['the failed lamp', 'failed', graphic],
    ['the ok lamp', 'ok', graphic],
    ['the edge of a primary button', 'action', graphic],
    ['the focus ring', 'focus', graphic],
  ]

  it.each(onGlass)('for %s', (_, name, needed) => {
    for (const [behind, glass] of backs(scheme, needed === text))
      expect(ratio(over(token(name, scheme), glass), glass), behind).toBeGreaterThanOrEqual(needed)
  })

  const onButton: [what: string, name: string, button: Colour][] = [
    ['a secondary button', 'text', token('well', scheme)],
    ['a secondary button, hovered', 'text', hovered('well', scheme)],
    ['a primary button', 'action-text', token('action', scheme)],
    ['a primary button, hovered', 'action-text', hovered('action', scheme)],
  ]

  it.each(onButton)('for the text on %s', (_, name, button) => {
    for (const [behind, glass] of backs(scheme, true)) {
      const under = over(button, glass)
      expect(ratio(over(token(name, scheme), under), under), behind).toBeGreaterThanOrEqual(text)
    }
  })

  it('for the focus ring over its gap', () => {
    expect(ratio(token('focus', scheme).rgb, token('focus-gap', scheme).rgb)).toBeGreaterThanOrEqual(graphic)
  })
})
