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
  type Provider,
  type ReactElement,
  type Ref,
  type RefAttributes,
} from 'react'
import { mergeProps } from './merge-props.ts'
import { mergeRefs } from './merge-refs.ts'

export type Tag = keyof HTMLElementTagNameMap & keyof JSX.IntrinsicElements

/** The props for a `render` function. Spread all of them; otherwise the part loses its name, handlers and ref. */
export type RenderedPartProps = HTMLAttributes<HTMLElement> & { ref?: Ref<never> }

/** What a consumer may base on the part's state. */
interface StatefulProps<State> {
  className?: string | ((state: State) => string | undefined) | undefined
  /** Renders this element, or the element this function returns, instead of the part's own tag. */
  render?: ReactElement | ((props: RenderedPartProps, state: State) => ReactElement | null) | undefined
}

/** The props of a part: those of its tag, and what may depend on the state of its component. */
export type PartProps<T extends Tag = 'div', State = object> = Omit<
  ComponentPropsWithoutRef<T>,
  keyof StatefulProps<State>
> &
  StatefulProps<State>

/** The part's own props. The consumer's props override them. */
export type OwnProps<T extends Tag> = Omit<ComponentPropsWithoutRef<T>, 'ref'> & {
  [attribute: `data-${string}`]: string | number | undefined
  ref?: Ref<HTMLElementTagNameMap[T]>
}

export type Part<T extends Tag, State = object> = ForwardRefExoticComponent<
  PartProps<T, State> & RefAttributes<HTMLElementTagNameMap[T]>
>

/**
 * Creates a headless part: one element with a public name (`data-standby`) that a consumer can style, replace
 * (`render`), extend (every other prop) and access (`ref`).
 *
 * @param displayName the name as a consumer writes it, for React's developer tools and component stacks
 * @param name the value of `data-standby`
 * @param usePartState a hook that returns the state; consumers get it in their `render` and `className` functions
 * @param useOwn a hook that returns the part's own props, or `null` while there is nothing to show. Without a state
 *   nothing is shown either.
 * @param Provider provides the state to the parts inside this one
 */
export function part<T extends Tag, S extends object | null>(
  displayName: string,
  tag: T,
  name: string,
  usePartState: () => S,
  useOwn: (state: S) => OwnProps<T> | null,
  Provider?: Provider<NoInfer<NonNullable<S>> | null>,
): Part<T, NonNullable<S>> {
  function Rendered(
    { render, className, ...given }: StatefulProps<NonNullable<S>>,
    forwarded: Ref<HTMLElementTagNameMap[T]>,
  ) {
    const state = usePartState()
    const own = useOwn(state)
    const replacement = isValidElement<RenderedPartProps>(render) ? render : null
    const ownRef = own?.ref
    const replacementRef = replacement && elementRef(replacement)
    const ref = useMemo(
      () => mergeRefs([ownRef, forwarded, replacementRef as Ref<HTMLElementTagNameMap[T]>]),
      [ownRef, forwarded, replacementRef],
    )
    if (!own || !state) return null
    const theirs = { ...given, className: typeof className === 'function' ? className(state) : className }
    const props = { ...mergeProps({ ...basics(tag), 'data-standby': name, ...own }, theirs), ref }
    const element = replacement
      ? cloneElement(replacement, { ...mergeProps(props, replacement.props), ref } as object)
      : typeof render === 'function'
        ? render(props as RenderedPartProps, state)
        : createElement(tag, props)
    return Provider ? createElement(Provider, { value: state }, element) : element
  }
  // Component stacks show the name of the function, the developer tools that of the component.
  Object.defineProperty(Rendered, 'name', { value: displayName })
  const Part = forwardRef(Rendered as never) as unknown as Part<T, NonNullable<S>>
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
