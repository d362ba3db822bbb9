import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { alone, pages, type Page } from './hosts.fixture.ts'
import { height, Screens } from './screens.fixture.tsx'

// Renders the kit together with common style sheets of host pages. It must look the same to the pixel, whatever the
// sheets reset and whichever comes first.

const still = '*, ::before, ::after { animation: none !important; transition: none !important; }'
let clean = () => {}
afterEach(() => clean())

/** Renders the screens in an iframe with these sheets. */
async function open({ sheets }: Page): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe')
  frame.style.cssText = `position: absolute; inset: 0; width: 1284px; height: ${height}px; border: 0`
  frame.srcdoc = `<!doctype html><html lang="en"><body><div id="root"></div></body></html>`
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  document.body.append(frame)
  await loaded
  const inside = frame.contentDocument as Document
  for (const sheet of [...sheets, still]) {
    const style = inside.createElement('style')
    style.textContent = sheet
    inside.head.append(style)
  }
  const root = createRoot(inside.getElementById('root') as HTMLElement)
  flushSync(() => root.render(<Screens />))
  clean = () => {
    root.unmount()
    frame.remove()
  }
  await vi.waitFor(
    () => expect(inside.querySelectorAll('[data-surface]').length).toBeGreaterThanOrEqual(9),
    15_000,
  )
  await inside.fonts.ready
  return frame
}

/** Position and size of every part. A difference is easier to read here than in a picture. */
function boxes(frame: HTMLIFrameElement): string[] {
  const nodes = frame.contentDocument?.querySelectorAll('[data-standby]') ?? []
  return [...nodes].map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect()
    const round = (value: number) => Math.round(value * 100) / 100
    return `${node.getAttribute('data-standby')} ${[x, y, width, height].map(round).join(' ')}`
  })
}

/** The frame as a PNG, in base64. */
function picture(frame: HTMLIFrameElement): Promise<string> {
  return page.screenshot({ element: frame, save: false })
}

async function shown(on: Page): Promise<{ boxes: string[]; picture: string }> {
  const frame = await open(on)
  const result = { boxes: boxes(frame), picture: await picture(frame) }
  clean()
  return result
}

let expected: Awaited<ReturnType<typeof shown>>
beforeAll(async () => {
  expected = await shown(alone)
})

describe('the kit looks the same', () => {
  it('twice in a row, which shows that pictures can be compared', async () => {
    expect(expected.picture.length).toBeGreaterThan(10_000)
    expect((await shown(alone)).picture).toBe(expected.picture)
  })

  it.each(pages)('$name', async (host) => {
    const actual = await shown(host)
    expect(actual.boxes).toEqual(expected.boxes)
    expect(actual.picture === expected.picture, 'the pictures are equal').toBe(true)
  })
})

/** The styles of buttons under the pointer and with the focus, which a host's `button:hover` and `button:focus` could change. */
async function pointedAt(on: Page): Promise<string[]> {
  const frame = await open(on)
  const inside = page.frameLocator(page.elementLocator(frame))
  const looks: string[] = []
  for (const name of ['Start now', 'Give it up']) {
    const button = inside.getByRole('button', { name })
    await button.hover()
    looks.push(look(button.element()))
    ;(button.element() as HTMLElement).focus()
    looks.push(look(button.element()))
  }
  clean()
  return looks
}

function look(element: Element): string {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element)
  return ['color', 'background-color', 'border-color', 'outline', 'box-shadow', 'text-decoration']
    .map((name) => `${name}: ${style?.getPropertyValue(name)}`)
    .join('; ')
}

it.each(pages)('buttons look the same under the pointer and with the focus $name', async (host) => {
  expect(await pointedAt(host)).toEqual(await pointedAt(alone))
})

/** Every attribute that the kit's rules select by, with every value. A surface is drawn as one anywhere. */
const attributes = alone.sheets
  .flatMap((sheet) => [...sheet.matchAll(/\[(data-[\w-]+)(?:=["']?([\w-]*)["']?)?\]/g)])
  .map(([, name = '', value = '']): [name: string, value: string] => [name, value])
  .filter(([name]) => name !== 'data-standby' && name !== 'data-surface')

it('an element of the page keeps the style of the page, whatever attributes of the kit it has', async () => {
  const inside = (await open(alone)).contentDocument as Document
  const styleWith = (name: string, value: string) => {
    const element = inside.createElement('input')
    element.setAttribute(name, value)
    inside.body.append(element)
    const style = everyStyle(element)
    element.remove()
    return style
  }
  const plain = styleWith('data-of-the-page', '')
  for (const name of ['data-slot', 'data-action', 'data-tool', 'data-rail', 'data-icon', 'data-step'])
    expect(attributes.map(([one]) => one)).toContain(name)
  expect(attributes.filter(([name, value]) => styleWith(name, value).join() !== plain.join())).toEqual([])
})

function everyStyle(element: Element): string[] {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element)
  return [...(style ?? [])].map((name) => `${name}: ${style?.getPropertyValue(name)}`)
}

describe('a change of the styles', () => {
  it('is detected, which shows that these tests can fail', async () => {
    const other = await shown({
      name: 'another',
      sheets: [...alone.sheets, '[data-action] { padding: 1px }'],
    })
    expect(other.boxes).not.toEqual(expected.boxes)
    expect(other.picture).not.toBe(expected.picture)
  })
})
