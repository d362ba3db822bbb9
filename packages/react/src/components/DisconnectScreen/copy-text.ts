/** Copies a text to the clipboard. `false` where the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copySelected(text)
  }
}

/** The Clipboard API is missing on pages without https and may be refused; `execCommand` needs no permission. */
function copySelected(text: string): boolean {
  const focused = document.activeElement as HTMLElement | null
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.focus({ preventScroll: true })
  field.select()
  const copied = document.execCommand?.('copy') ?? false
  field.remove()
  focused?.focus({ preventScroll: true })
  return copied
}
