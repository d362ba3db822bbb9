import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('.', import.meta.url))

const modules = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/(^testing|\.(test|stories|fixture))\.tsx?$/.test(path))
  .map((path) => {
    const code = readFileSync(root + path, 'utf8')
    return { path, code, marked: code.startsWith("'use client'") }
  })

/** Whether a server component cannot run the code: it has hooks, contexts, or factories that use them. */
function needsClient(code: string): boolean {
  return /(^|[^\w.])(use[A-Z]\w*(<[^>]*>)?|createContext(<.*>)?)\(|= \/\* @__PURE__ \*\/ (\w+\.)?(part|root|compound)\(/m.test(
    withoutComments(code),
  )
}

function withoutComments(code: string): string {
  return code.replace(/\/\*(?! @__PURE__)[\s\S]*?\*\/|\/\/.*$/gm, '')
}

describe("'use client'", () => {
  it.each(modules.filter(({ code }) => needsClient(code)))(
    'is on $path, which uses hooks or context',
    ({ marked }) => {
      expect(marked).toBe(true)
    },
  )

  // Tested with Next 16: on barrels it breaks `<QueueOverlay.Root>` and pure functions in a server page.
  it.each(modules.filter(({ path }) => /(^|\/)index\.ts$/.test(path)))(
    'is not on the barrel $path',
    ({ marked }) => {
      expect(marked).toBe(false)
    },
  )

  it('is not on the DOM contract and the messages, which a server may import', () => {
    const plain = modules.filter(({ path }) => /^(styles\/dom-contract|messages\/|.*\.messages)/.test(path))
    expect(plain.length).toBeGreaterThan(5)
    expect(plain.filter(({ marked }) => marked).map(({ path }) => path)).toEqual([])
  })

  it('is always on the first line', () => {
    const buried = modules.filter(({ code, marked }) => !marked && /^['"]use client['"]/m.test(code))
    expect(buried.map(({ path }) => path)).toEqual([])
  })
})
