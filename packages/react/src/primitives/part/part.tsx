'use client'
import {
  cloneElement,
  createElement,
  forwardRef,
  isValidElement,
  useMemo,
  version,
  type ComponentPropsWithoutRef,
  type ForwardRefExoticComponent,
  type HTMLAttributes,
  type JSX,
  type ReactElement,
  type Ref,
  type RefAttributes,
} from 'react'
import { mergeProps } from './merge-props.ts'
import { mergeRefs } from './merge-refs.ts'

type Tag = keyof HTMLElementTagNameMap & keyof JSX.IntrinsicElements

/** The props for a `render` function. Spread all of them; otherwise the part loses its name, handlers and ref. */
export type RenderedPartProps = HTMLAttributes<HTMLElement> & { ref?: Ref<never> }

export type PartProps<T extends Tag = 'div'> = ComponentPropsWithoutRef<T> & {
  /** Renders this element, or the element this function returns, instead of the part's own tag. */
  render?: ReactElement | ((props: RenderedPartProps) => ReactElement | null)
}

/** The part's own props. The consumer's props override them. */
export type OwnProps<T extends Tag> = Omit<ComponentPropsWithoutRef<T>, 'ref'> & {
  [attribute: `data-${string}`]: string | number | undefined
  ref?: Ref<HTMLElementTagNameMap[T]>
}

export type Part<T extends Tag> = ForwardRefExoticComponent<
  PartProps<T> & RefAttributes<HTMLElementTagNameMap[T]>
>

/**
 * Creates a headless part: one element with a public name (`data-standby`) that a consumer can style, replace
 * (`render`), extend (every other prop) and access (`ref`).
 *
 * @param displayName the name as a consumer writes it, for React's developer tools and component stacks
 * @param name the value of `data-standby`
 * @param useOwn a hook that returns the part's own props, or `null` while there is nothing to show
 */
export function part<T extends Tag>(
  displayName: string,
  tag: T,
  name: string,
  useOwn: (props: PartProps<T>) => OwnProps<T> | null = () => ({}) as OwnProps<T>,
): Part<T> {
  function Rendered({ render, ...given }: PartProps<T>, forwarded: Ref<HTMLElementTagNameMap[T]>) {
    const own = useOwn(given as PartProps<T>)
    const replacement = isValidElement<RenderedPartProps>(render) ? render : null
    const ownRef = own?.ref
    const replacementRef = replacement && elementRef(replacement)
    const ref = useMemo(
      () => mergeRefs([ownRef, forwarded, replacementRef as Ref<HTMLElementTagNameMap[T]>]),
      [ownRef, forwarded, replacementRef],
    )
    if (!own) return null
    const props = { ...mergeProps({ ...basics(tag), 'data-standby': name, ...own }, given), ref }
    if (replacement)
      return cloneElement(replacement, { ...mergeProps(props, replacement.props), ref } as object)
    return typeof render === 'function' ? render(props as RenderedPartProps) : createElement(tag, props)
  }
  // Component stacks show the name of the function, the developer tools that of the component.
  Object.defineProperty(Rendered, 'name', { value: displayName })
  const Part = forwardRef(Rendered as never) as unknown as Part<T>
  Part.displayName = displayName
  return Part
}

/** A button without a type would submit the form around it. */
function basics(tag: Tag): { type?: 'button' } {
  return tag === 'button' ? { type: 'button' } : {}
}

const refIsProp = Number.parseInt(version, 10) >= 19

/** The ref of an element: `props.ref` in React 19, `element.ref` in React 18. Each version warns for the other one. */
function elementRef(element: ReactElement<RenderedPartProps>): Ref<never> | undefined {
  return refIsProp ? element.props.ref : (element as { ref?: Ref<never> }).ref
}
