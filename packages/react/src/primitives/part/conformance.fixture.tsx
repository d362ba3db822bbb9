import { createRef, Fragment, type ComponentType, type ReactElement, type ReactNode } from 'react'
import { render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Part } from '../../styles/dom-contract.ts'
import type { RenderedPartProps } from './part.tsx'

interface Options {
  /** The part's public name, the value of `data-standby`. */
  readonly name: Part
  /** Renders the part where it has something to show: a provider with a session in the right state. */
  readonly wrapper?: ComponentType<{ children: ReactNode }>
  /** The part that provides the state to this one. */
  readonly root?: ComponentType<never>
}

// A part is generic over its tag; these tests use only what every tag has.
type AnyPart = ComponentType<Record<string, unknown>>
const anyPart = (given: ComponentType<never>) => given as AnyPart

// React 18 also reports an error to the window.
const quiet = (event: Event) => event.preventDefault()

/** The tests that every headless part must pass. */
export function describePart(given: ComponentType<never>, { name, wrapper, root }: Options): void {
  const Part = anyPart(given)
  const Root = root ? anyPart(root) : Fragment
  // `find`: some parts appear only after a timer or an answer of the browser.
  const show = (props: Record<string, unknown> = {}) => {
    const ui = (
      <Root>
        <Part data-testid="part" {...props} />
      </Root>
    )
    render(ui, wrapper ? { wrapper } : {})
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

    it('gives its state to the functions in className and render', async () => {
      const seen: unknown[] = []
      const node = await show({
        className: (state: unknown) => {
          seen.push(state)
          return 'own'
        },
        render: ({ ref: given, ...props }: RenderedPartProps, state: unknown): ReactElement => {
          seen.push(state)
          return <aside {...props} ref={given as never} />
        },
      })
      expect(node.className).toBe('own')
      expect(seen.at(-1)).toEqual(expect.any(Object))
      expect(seen.at(-1)).toBe(seen.at(-2))
    })

    it.each(root ? [anyPart(root)] : [])(
      'throws outside of its root, and says where it belongs',
      (around) => {
        const error = vi.spyOn(console, 'error').mockImplementation(() => {})
        window.addEventListener('error', quiet)
        const where = new RegExp(
          `^Standby: <${Part.displayName}> is outside of its root\\..* inside of <${around.displayName}>\\.$`,
        )
        expect(() => render(<Part />)).toThrow(where)
        window.removeEventListener('error', quiet)
        error.mockRestore()
      },
    )
  })
}
