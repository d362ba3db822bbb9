/** Moves the focus within a menu for an arrow key, Home or End; `false` for any other key. */
export function nextItem(menu: HTMLElement, key: string): boolean {
  const items = [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')]
  const at = items.indexOf(menu.ownerDocument.activeElement as HTMLElement)
  const target = targets[key]?.(at, items.length)
  if (target === undefined) return false
  items[target]?.focus()
  return true
}

/** The next index per key. Arrows wrap at the ends. */
const targets: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at <= 0 ? count : at) - 1,
  Home: () => 0,
  End: (_at, count) => count - 1,
}
