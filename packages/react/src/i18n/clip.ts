/** So much of a text of the far end, which may be of any length: a card is no place for a log. */
export function clip(text: string, maxLength: number): string {
  // By characters at the cut: half of one would be shown as �.
  return text.length > maxLength ? `${Array.from(text.slice(0, maxLength)).slice(0, -1).join('')}…` : text
}
