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

/** What a `render` function is given; spread all of it, or the part loses its name, handlers and ref. */
export type RenderedPartProps = HTMLAttributes<HTMLElement> & { ref?: Ref<never> }

export type PartProps<T extends Tag = 'div'> = ComponentPropsWithoutRef<T> & {
  /** Renders this element, or what this function returns, in place of the part's own tag. */
  render?: ReactElement | ((props: RenderedPartProps) => ReactElement | null)
}

/** What a part brings by itself; the consumer's props win over it. */
export type OwnProps<T extends Tag> = Omit<ComponentPropsWithoutRef<T>, 'ref'> & {
  [attribute: `data-${string}`]: string | number | undefined
  ref?: Ref<HTMLElementTagNameMap[T]>
}

export type Part<T extends Tag> = ForwardRefExoticComponent<
  PartProps<T> & RefAttributes<HTMLElementTagNameMap[T]>
>

/**
 * Makes a headless part: one node with a public name (`data-standby`) that a consumer can style, replace
 * (`render`), extend (every other prop) and reach (`ref`).
 *
 * @param useOwn the part's own props, read from hooks; `null` while there is nothing to show
 */
export function part<T extends Tag>(
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
  Rendered.displayName = name
  return forwardRef(Rendered as never) as unknown as Part<T>
}

/** A button without a type submits the form it happens to stand in. */
function basics(tag: Tag): { type?: 'button' } {
  return tag === 'button' ? { type: 'button' } : {}
}

const refIsProp = Number.parseInt(version, 10) >= 19

/** React 19 has it among the props and warns at the other place; React 18 the other way round. */
function elementRef(element: ReactElement<RenderedPartProps>): Ref<never> | undefined {
  return refIsProp ? element.props.ref : (element as { ref?: Ref<never> }).ref
}
