import { createRef, type ComponentType, type ReactElement, type ReactNode } from 'react'
import { render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Part } from '../../styles/dom-contract.ts'
import type { RenderedPartProps } from './part.tsx'

interface Options {
  /** The part's public name, the value of `data-standby`. */
  readonly name: Part
  /** Renders the part where it has something to show: a provider with a session in the right state. */
  readonly wrapper?: ComponentType<{ children: ReactNode }>
}

// A part is generic over its tag; these tests use only what every tag has.
type AnyPart = ComponentType<Record<string, unknown>>

/** The tests that every headless part must pass. */
export function describePart(given: object, { name, wrapper }: Options): void {
  const Part = given as unknown as AnyPart
  // `find`: some parts appear only after a timer or an answer of the browser.
  const show = (props: Record<string, unknown> = {}) => {
    render(<Part data-testid="part" {...props} />, wrapper ? { wrapper } : {})
    return screen.findByTestId('part')
  }

  describe(`part ${name}`, () => {
    it('has its name in data-standby', async () => {
      expect((await show()).dataset['standby']).toBe(name)
    })

    it('passes props to its element', async () => {
      expect(await show({ lang: 'de', 'data-own': 'yes' })).toMatchObject({
        lang: 'de',
        dataset: { own: 'yes' },
      })
    })

    it('forwards its ref', async () => {
      const ref = createRef<HTMLElement>()
      expect(await show({ ref })).toBe(ref.current)
    })

    it('accepts className and style', async () => {
      const node = await show({ className: 'own', style: { opacity: 0.5 } })
      expect(node.classList.contains('own')).toBe(true)
      expect(node.style.opacity).toBe('0.5')
    })

    it('calls the given event handlers', async () => {
      const onPointerDown = vi.fn<() => void>()
      const node = await show({ onPointerDown })
      node.dispatchEvent(new Event('pointerdown', { bubbles: true }))
      expect(onPointerDown).toHaveBeenCalledTimes(1)
    })

    it('renders as a given element, with both refs and both class names', async () => {
      const [outer, inner] = [createRef<HTMLElement>(), createRef<HTMLElement>()]
      const node = await show({ ref: outer, className: 'a', render: <article ref={inner} className="b" /> })
      expect(node.tagName).toBe('ARTICLE')
      expect(node.dataset['standby']).toBe(name)
      expect([...node.classList].sort()).toEqual(['a', 'b'])
      expect([outer.current, inner.current]).toEqual([node, node])
    })

    it('renders through a given function', async () => {
      const ref = createRef<HTMLElement>()
      const through = ({ ref: given, ...props }: RenderedPartProps): ReactElement => (
        <aside {...props} ref={given as never} />
      )
      const node = await show({ ref, render: through })
      expect(node.tagName).toBe('ASIDE')
      expect(node.dataset['standby']).toBe(name)
      expect(ref.current).toBe(node)
    })
  })
}
