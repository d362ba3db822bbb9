/** Cuts a text to `maxLength` UTF-16 units. Texts of the far end may have any length. */
export function clip(text: string, maxLength: number): string {
  // By whole characters at the cut: half a surrogate pair would show as �.
  return text.length > maxLength ? `${Array.from(text.slice(0, maxLength)).slice(0, -1).join('')}…` : text
}
